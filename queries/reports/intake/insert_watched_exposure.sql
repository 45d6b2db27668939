-- Which new reports name a listed IMiD or another listed myeloma drug?
-- One row per report and drug.
INSERT INTO watched_exposure
SELECT p.*, e.drug_id, e.roles
FROM exposure AS e JOIN profile AS p USING (report_id)
WHERE e.report_id >= $first AND e.drug_id IN (SELECT drug_id FROM drug WHERE part IN ('imid', 'comparator', 'backbone'))
