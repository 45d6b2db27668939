-- Which periods of treatment does a quarter's THER file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_ther AS
SELECT primaryid, drug_seq, start_dt, end_dt, beyond
FROM (
    FROM ther_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
