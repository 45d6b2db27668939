-- Which answers on stopping a drug and giving it again could not be read?
-- One row per field and reason.
INSERT INTO unread
WITH written AS ( -- any_value, since DuckDB would else judge every line, not every different value
    SELECT 'dechal' AS field, any_value(dechal) AS value, count(*) AS n FROM staged_drug GROUP BY dechal
    UNION ALL SELECT 'rechal', any_value(rechal), count(*) FROM staged_drug GROUP BY rechal
),
judged AS (
    SELECT field, value, n, 'none of Y, N, U, D' AS reason FROM written
    WHERE NOT is_missing(value) AND answer_of(value) IS NULL
)
SELECT $quarter, $file, field, reason, sum(n), array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
