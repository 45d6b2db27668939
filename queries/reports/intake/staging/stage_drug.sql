-- Which drugs does a quarter's DRUG file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_drug AS
SELECT primaryid, drug_seq, upper(stripped(role_cod)) AS role_cod, drugname, prod_ai, dechal, rechal, beyond
FROM (
    FROM drug_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
