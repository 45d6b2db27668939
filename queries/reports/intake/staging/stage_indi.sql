-- Which indications does a quarter's INDI file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_indi AS
SELECT primaryid, drug_seq, indi_pt, beyond
FROM (
    FROM indi_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
