-- Which cases, drugs and events does a stretch of a line listing hold?
-- One row per row of the listing; signs for what is missing are NULL, but a country NA may be Namibia.
INSERT INTO staged_listing BY NAME
SELECT
    line,
    -- Tables of numbers write 10001 as 10001.0 where a number is missing in the same column.
    CASE WHEN NOT is_missing(case_id) THEN regexp_replace(case_id, '^([0-9]+)\.0+$', '\1') END AS case_id,
    CASE WHEN NOT is_missing(drug) AND NOT is_unknown(drug) THEN drug END AS drug,
    CASE WHEN NOT is_missing(event) AND NOT is_unknown(event) THEN event END AS event,
    CASE WHEN NOT is_missing(role) THEN role END AS role,
    CASE WHEN NOT is_missing(date) THEN date END AS date,
    CASE WHEN NOT is_missing(country) OR country = 'NA' THEN country END AS country,
    CASE WHEN NOT is_missing(sex) THEN sex END AS sex,
    CASE WHEN NOT is_missing(age) THEN age END AS age,
    CASE WHEN NOT is_missing(age_unit) THEN age_unit END AS age_unit
FROM batch
