-- Which dates of treatments could not be read, not wholly, or not be used?
-- One row per field and reason.
INSERT INTO unread
WITH line AS ( -- any_value, since DuckDB would else judge every line, not every different value
    SELECT 'start_dt' AS field, any_value(start_dt) AS value, count(*) AS n FROM staged_ther GROUP BY start_dt
    UNION ALL SELECT 'end_dt', any_value(end_dt), count(*) FROM staged_ther GROUP BY end_dt
),
written AS (SELECT field, stripped(value) AS value, sum(n) AS n FROM line GROUP BY ALL),
judged AS (
    SELECT field, value, n, date_fault(value) AS reason FROM written WHERE NOT is_missing(value)
    UNION ALL
    SELECT 'end_dt', start_dt || ' to ' || end_dt, count(*), 'lies before the start'
    FROM staged_ther
    WHERE end_dt < left(start_dt, length(end_dt))
        AND partial_date(stripped(start_dt)) IS NOT NULL AND partial_date(stripped(end_dt)) IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT 'drug_seq', primaryid || ' ' || coalesce(drug_seq, ''), count(*), 'no line of drugs with this number is in; not used'
    FROM staged_ther
    ANTI JOIN staged_drug USING (primaryid, drug_seq)
    GROUP BY ALL
)
SELECT $quarter, $file, field, reason, sum(n), array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
