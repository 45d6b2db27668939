-- Which reports does a listing hold?
-- One row per case; of dates that differ the latest, of other values that differ none.
CREATE OR REPLACE TEMP TABLE staged_demo AS
SELECT
    s.case_id AS primaryid, s.case_id AS caseid, NULL::VARCHAR AS caseversion, NULL::VARCHAR AS foll_seq,
    max(event.meaning) AS event_dt, NULL::VARCHAR AS init_fda_dt, max(event.meaning) AS fda_dt,
    NULL::VARCHAR AS rept_cod,
    CASE WHEN count(DISTINCT aged.meaning) = 1 THEN max(aged.meaning) END AS age, 'YR' AS age_cod,
    CASE WHEN count(DISTINCT sexed.meaning) = 1 THEN max(sexed.meaning) END AS sex, NULL::VARCHAR AS occp_cod,
    CASE WHEN count(DISTINCT coalesce(l.code, upper(place.meaning))) = 1 THEN max(place.meaning) END AS reporter_country,
    NULL::VARCHAR AS occr_country, NULL::VARCHAR AS beyond, NULL::VARCHAR AS counted_in
FROM staged_listing AS s
LEFT JOIN reading AS event ON event.field = 'date' AND event.value = s.date
LEFT JOIN reading AS aged ON aged.field = 'age' AND aged.value = s.age AND aged.unit = coalesce(s.age_unit, '')
LEFT JOIN reading AS sexed ON sexed.field = 'sex' AND sexed.value = s.sex
LEFT JOIN reading AS place ON place.field = 'country' AND place.value = s.country
LEFT JOIN listed_country AS l ON l.name = upper(place.meaning)
GROUP BY s.case_id
