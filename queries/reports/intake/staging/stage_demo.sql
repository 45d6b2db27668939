-- Which reports does a quarter's DEMO file hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_demo AS
SELECT primaryid, caseid, caseversion, foll_seq, event_dt, init_fda_dt, fda_dt, rept_cod, age, age_cod, sex,
    occp_cod, reporter_country, occr_country, beyond,
    NULL::VARCHAR AS counted_in
FROM (
    FROM demo_columns
    UNION ALL BY NAME
    FROM lines_of($path, $columns)
)
