-- Which terms does a quarter's REAC file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_reac AS
SELECT primaryid, pt, beyond
FROM (
    FROM reac_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
