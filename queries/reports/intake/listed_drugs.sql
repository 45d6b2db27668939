-- Which drugs does a listing name?
-- One row per case, drug and role; a drug whose role neither its cell nor its line says counts as primary suspect.
CREATE OR REPLACE TEMP TABLE staged_drug AS
SELECT DISTINCT
    s.case_id AS primaryid, NULL::VARCHAR AS drug_seq,
    coalesce(CASE n.role WHEN 'S' THEN 'PS' ELSE n.role END, r.meaning, 'PS') AS role_cod,
    upper(coalesce(n.name, s.drug)) AS drugname,
    NULL::VARCHAR AS prod_ai, NULL::VARCHAR AS dechal, NULL::VARCHAR AS rechal
FROM staged_listing AS s
LEFT JOIN reading AS r ON r.field = 'role' AND r.value = s.role
LEFT JOIN cell_name AS n ON n.field = 'drug' AND n.cell = s.drug
WHERE n.role IS DISTINCT FROM 'N'
