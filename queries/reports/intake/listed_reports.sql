-- Which reports does a listing hold?
-- One row per case; where its lines differ, the last value in the order of bytes.
CREATE OR REPLACE TEMP TABLE staged_demo AS
SELECT
    trim(case_id) AS primaryid, trim(case_id) AS caseid, NULL::VARCHAR AS caseversion, NULL::VARCHAR AS foll_seq,
    max(regexp_replace(date, '[^0-9]', '', 'g')) AS event_dt, NULL::VARCHAR AS init_fda_dt,
    max(regexp_replace(date, '[^0-9]', '', 'g')) AS fda_dt, NULL::VARCHAR AS rept_cod, max(age) AS age,
    'YR' AS age_cod, max(sex) AS sex, NULL::VARCHAR AS occp_cod, max(country) AS reporter_country,
    NULL::VARCHAR AS occr_country, NULL::VARCHAR AS beyond
FROM staged_listing
GROUP BY ALL
