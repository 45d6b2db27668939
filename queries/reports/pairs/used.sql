-- Which drugs do the reports of the population name, in the chosen roles?
-- One row per report and drug.
CREATE OR REPLACE TEMP TABLE used AS
SELECT report_id, drug_id
FROM exposure
WHERE roles & $roles <> 0 AND report_id IN (FROM taken)
