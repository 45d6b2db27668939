-- Which drugs does a stretch of reports name, in the chosen roles?
-- One row per report and drug.
SELECT report_id, drug_id AS id FROM exposure WHERE report_id BETWEEN $first AND $last AND roles & $roles <> 0
