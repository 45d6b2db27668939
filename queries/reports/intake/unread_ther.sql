-- Which dates of treatments could not be read, or not wholly?
-- One row per field and reason.
INSERT INTO unread
WITH written AS (
    SELECT 'start_dt' AS field, trim(start_dt) AS value, count(*) AS n FROM staged_ther GROUP BY ALL
    UNION ALL SELECT 'end_dt', trim(end_dt), count(*) FROM staged_ther GROUP BY ALL
),
judged AS (
    SELECT field, value, n, date_fault(value) AS reason FROM written WHERE NOT is_missing(value)
)
SELECT $quarter, $file, field, reason, sum(n), array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
