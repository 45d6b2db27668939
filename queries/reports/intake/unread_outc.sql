-- Which outcomes have a code that the FDA does not explain?
-- One row per field and reason.
INSERT INTO unread
WITH written AS (
    SELECT trim(outc_cod) AS value, count(*) AS n FROM staged_outc WHERE NOT is_missing(outc_cod) GROUP BY ALL
)
SELECT
    $quarter, $file, 'outc_cod', 'none of DE, LT, HO, DS, CA, RI, OT; kept as it is written', sum(n),
    array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM written WHERE upper(value) NOT IN ('DE', 'LT', 'HO', 'DS', 'CA', 'RI', 'OT')
HAVING count(*) > 0
