-- What do the reports that come in say of the patient and of themselves?
-- One row per report.
INSERT INTO report BY NAME
SELECT
    n.report_id, s.primaryid AS primary_id, s.caseid AS case_id,
    coalesce(version_of(s.caseversion), version_of(s.foll_seq), 0) AS case_version,
    coalesce(s.counted_in, $quarter) AS quarter, $faers AS faers,
    received.date AS fda_date, coalesce(first_received.date, received.date) AS first_fda_date, event.date AS event_date,
    sex_of(s.sex) AS sex, years_of_age(s.age, s.age_cod) AS age_years,
    coalesce(reporter.country, occurred.country) AS country,
    nullif(upper(stripped(s.occp_cod)), '') AS reporter, nullif(upper(stripped(s.rept_cod)), '') AS report_type
FROM staged_demo AS s
JOIN newcomer AS n ON n.primary_id = s.primaryid
LEFT JOIN calendar AS received ON received.digits = s.fda_dt
LEFT JOIN calendar AS first_received ON first_received.digits = s.init_fda_dt
LEFT JOIN calendar AS event ON event.digits = s.event_dt
LEFT JOIN place AS reporter ON reporter.written = s.reporter_country
LEFT JOIN place AS occurred ON occurred.written = s.occr_country
WHERE n.report_id IS NOT NULL
