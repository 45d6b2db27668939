-- What do the reports that are in say of cases that a listing holds too?
-- One row per such case takes it in: the latest date, the higher of two ages, and what only one of them says.
UPDATE staged_demo SET
    event_dt = greatest(event_dt, replace(r.event_date, '-', '')),
    fda_dt = greatest(fda_dt, replace(r.fda_date, '-', '')),
    sex = coalesce(staged_demo.sex, CAST(r.sex AS VARCHAR)),
    age = CAST(greatest(try_cast(age AS DOUBLE), r.age_years) AS VARCHAR),
    reporter_country = coalesce(reporter_country, r.country),
    counted_in = greatest($label, r.quarter)
FROM report AS r
WHERE r.case_id = staged_demo.caseid
