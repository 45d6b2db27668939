-- Which drugs do the reports that are in name, of cases that a listing holds too?
-- One row per case, drug and role that the listing does not name.
INSERT INTO staged_drug
SELECT DISTINCT
    r.case_id, NULL::VARCHAR, CAST(l.role AS VARCHAR), p.drug_name, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR
FROM report AS r JOIN drug_line AS l USING (report_id) JOIN product AS p USING (product_id)
WHERE r.case_id IN (SELECT caseid FROM staged_demo)
    AND (r.case_id, CAST(l.role AS VARCHAR), p.drug_name) NOT IN (SELECT (primaryid, role_cod, drugname) FROM staged_drug)
