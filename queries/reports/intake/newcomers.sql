-- Which reports of this quarter come in?
-- One row per report line of the quarter; report_id is NULL where another version counts or the case was deleted.
CREATE OR REPLACE TEMP TABLE newcomer AS
WITH outdone AS (
    SELECT primary_id FROM rival WHERE place > 1 AND report_id IS NULL
)
SELECT
    primaryid AS primary_id,
    CASE
        WHEN caseid NOT IN (SELECT case_id FROM struck_case) AND primaryid NOT IN (FROM outdone)
            THEN CAST($first + row_number() OVER () - 1 AS UINTEGER)
    END AS report_id
FROM staged_demo
