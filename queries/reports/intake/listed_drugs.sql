-- Which drugs does a listing name?
-- One row per case, drug and role; a line without a role counts as primary suspect.
CREATE OR REPLACE TEMP TABLE staged_drug AS
SELECT DISTINCT
    trim(case_id) AS primaryid, NULL::VARCHAR AS drug_seq, coalesce(upper(trim(role)), 'PS') AS role_cod,
    drug AS drugname, NULL::VARCHAR AS prod_ai, NULL::VARCHAR AS dechal, NULL::VARCHAR AS rechal
FROM staged_listing
