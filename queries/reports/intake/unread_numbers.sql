-- Which numbers of a staged file are written with zeros or blanks in front, which are no part of them?
-- One row per field; as text, such a number comes before '1'.
INSERT INTO unread
WITH number AS (
    SELECT COLUMNS(lambda name: name IN ('primaryid', 'caseid', 'drug_seq')) FROM query_table($table)
),
padded AS (
    UNPIVOT (FROM number WHERE least(*COLUMNS(*)) < '1') ON COLUMNS(*) INTO NAME field VALUE written
)
SELECT
    $quarter, $file, field, 'zeros or blanks in front are no part of a number; read without them', count(*),
    array_to_string(min(written, 3), ' | ')
FROM padded WHERE number_of(written) <> written
GROUP BY field
