-- Which codes of outcomes or of sources of reports does the FDA not explain?
-- One row per field and reason, of the staged file that is named.
INSERT INTO unread
WITH explained AS (
    FROM (VALUES
        ('outc_cod', ['DE', 'LT', 'HO', 'DS', 'CA', 'RI', 'OT']),
        ('rpsr_cod', ['FGN', 'SDY', 'LIT', 'CSM', 'HP', 'UF', 'CR', 'DT', 'OTH'])
    ) AS known(field, codes)
),
code AS (
    UNPIVOT (SELECT COLUMNS(lambda name: name IN ('outc_cod', 'rpsr_cod')) FROM query_table($table))
    ON COLUMNS(*) INTO NAME field VALUE written
),
counted AS (
    SELECT field, stripped(written) AS value, count(*) AS n FROM code WHERE NOT is_missing(written) GROUP BY ALL
)
SELECT
    $quarter, $file, field, 'none of ' || array_to_string(codes, ', ') || '; kept as it is written', sum(n),
    array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM counted JOIN explained USING (field)
WHERE NOT list_contains(codes, upper(value))
GROUP BY field, codes
