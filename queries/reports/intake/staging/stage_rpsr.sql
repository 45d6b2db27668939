-- Which sources does a quarter's RPSR file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_rpsr AS
SELECT primaryid, rpsr_cod, beyond
FROM (
    FROM rpsr_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
