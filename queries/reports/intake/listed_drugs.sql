-- Which drugs does a listing name?
-- One row per case, drug and role; a line without a role counts as primary suspect.
CREATE OR REPLACE TEMP TABLE staged_drug AS
SELECT DISTINCT
    s.case_id AS primaryid, NULL::VARCHAR AS drug_seq, coalesce(r.meaning, 'PS') AS role_cod, upper(s.drug) AS drugname,
    NULL::VARCHAR AS prod_ai, NULL::VARCHAR AS dechal, NULL::VARCHAR AS rechal
FROM staged_listing AS s LEFT JOIN reading AS r ON r.field = 'role' AND r.value = s.role
