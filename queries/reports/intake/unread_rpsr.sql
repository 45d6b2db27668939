-- Which sources of reports have a code that the FDA does not explain?
-- One row per field and reason.
INSERT INTO unread
WITH written AS (
    SELECT trim(rpsr_cod) AS value, count(*) AS n FROM staged_rpsr WHERE NOT is_missing(rpsr_cod) GROUP BY ALL
)
SELECT
    $quarter, $file, 'rpsr_cod', 'none of FGN, SDY, LIT, CSM, HP, UF, CR, DT, OTH; kept as it is written', sum(n),
    array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM written WHERE upper(value) NOT IN ('FGN', 'SDY', 'LIT', 'CSM', 'HP', 'UF', 'CR', 'DT', 'OTH')
HAVING count(*) > 0
