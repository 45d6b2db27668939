-- Which outcomes does a quarter's OUTC file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_outc AS
SELECT primaryid, outc_cod, beyond
FROM (
    FROM outc_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
