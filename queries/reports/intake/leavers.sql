-- Which reports leave because a later version has come or the case was deleted?
-- One row per report that is in.
CREATE OR REPLACE TEMP TABLE leaver AS
SELECT report_id FROM rival WHERE place > 1 AND report_id IS NOT NULL
UNION
SELECT report_id FROM report WHERE case_id IN (SELECT case_id FROM struck_case)
