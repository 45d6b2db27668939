-- Which numbers of a quarter are written with zeros or blanks in front, which are no part of them?
-- One row per file and field; as text, such a number comes before '1'.
INSERT INTO unread
WITH written AS (
    SELECT $demo AS file, 'primaryid' AS field, primaryid AS value FROM staged_demo WHERE primaryid < '1'
    UNION ALL SELECT $demo, 'caseid', caseid FROM staged_demo WHERE caseid < '1'
    UNION ALL SELECT $drug, 'primaryid', primaryid FROM staged_drug WHERE primaryid < '1'
    UNION ALL SELECT $drug, 'drug_seq', drug_seq FROM staged_drug WHERE drug_seq < '1'
    UNION ALL SELECT $reac, 'primaryid', primaryid FROM staged_reac WHERE primaryid < '1'
    UNION ALL SELECT $outc, 'primaryid', primaryid FROM staged_outc WHERE primaryid < '1'
    UNION ALL SELECT $rpsr, 'primaryid', primaryid FROM staged_rpsr WHERE primaryid < '1'
    UNION ALL SELECT $ther, 'primaryid', primaryid FROM staged_ther WHERE primaryid < '1'
    UNION ALL SELECT $ther, 'drug_seq', drug_seq FROM staged_ther WHERE drug_seq < '1'
    UNION ALL SELECT $indi, 'primaryid', primaryid FROM staged_indi WHERE primaryid < '1'
    UNION ALL SELECT $indi, 'drug_seq', drug_seq FROM staged_indi WHERE drug_seq < '1'
)
SELECT
    $quarter, file, field, 'zeros or blanks in front are no part of a number; read without them', count(*),
    array_to_string(min(value, 3), ' | ')
FROM written WHERE number_of(value) <> value
GROUP BY file, field
