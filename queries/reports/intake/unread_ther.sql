-- Which dates of treatments could not be read, or not wholly?
-- One row per field and reason.
INSERT INTO unread
WITH written AS ( -- any_value, since DuckDB would else judge every line, not every different value
    SELECT 'start_dt' AS field, any_value(trim(start_dt)) AS value, count(*) AS n FROM staged_ther GROUP BY trim(start_dt)
    UNION ALL SELECT 'end_dt', any_value(trim(end_dt)), count(*) FROM staged_ther GROUP BY trim(end_dt)
),
judged AS (
    SELECT field, value, n, date_fault(value) AS reason FROM written WHERE NOT is_missing(value)
)
SELECT $quarter, $file, field, reason, sum(n), array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
