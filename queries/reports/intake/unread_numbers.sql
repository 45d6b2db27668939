-- Which numbers of a staged file have blanks around them, zeros in front, or a point and a zero behind, which are no part?
-- One row per field; as text, a number with a blank or a zero in front comes before '1'.
INSERT INTO unread
WITH number AS (
    SELECT COLUMNS(lambda name: name IN ('primaryid', 'caseid', 'drug_seq')) FROM query_table($table)
),
judged AS (
    SELECT *, is_dressed(COLUMNS(*)) AS "dressed_\0" FROM number
),
dressed AS (
    UNPIVOT (
        SELECT COLUMNS(lambda name: name NOT LIKE 'dressed_%') FROM judged
        WHERE greatest(*COLUMNS(lambda name: name LIKE 'dressed_%'))
    ) ON COLUMNS(*) INTO NAME field VALUE written
)
SELECT
    $quarter, $file, field, 'blanks around a number, zeros in front or a point and zeros behind are no part of it; '
    || 'read without them', count(*),
    array_to_string(min(written, 3), ' | ')
FROM dressed WHERE number_of(written) <> written
GROUP BY field
