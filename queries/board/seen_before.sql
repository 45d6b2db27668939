-- How many published cases are on the patient's drug, and where does the patient's day lie among their latencies?
-- One row per case that the filters leave: whether it is on that drug (every case, if no drug is stated), its latency with
-- the precision of its unit, and how that compares with the patient's day.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    coalesce(drug::VARCHAR = $drug, TRUE) AS same_drug,
    latency_words AS latency,
    latency_days,
    latency_low_days,
    latency_high_days,
    CASE
        WHEN latency_days IS NULL THEN 'not known'
        WHEN $day::DOUBLE IS NULL THEN 'no day stated'
        WHEN latency_high_days < $day::DOUBLE THEN 'shorter'
        WHEN latency_low_days > $day::DOUBLE THEN 'longer'
        ELSE 'the same day, within precision'
    END AS than_patient
FROM selected_cases($selection) AS selected
ORDER BY same_drug DESC, selected.drug, selected.latency_days NULLS LAST, case_id
