-- How many published cases are on the patient's drug, and where does the patient's day lie among their latencies?
-- One row per case that the filters leave: whether that drug is suspect in it, alone or with others (every case, if no drug is
-- stated), its latency with the precision of its unit, how that compares with the patient's day, whether it is of
-- pulmonary hypertension, and how much of its source was read.
SELECT
    case_id,
    case_name,
    suspects_in_words(suspects) AS drug,
    coalesce(list_contains(suspects::VARCHAR[], $drug), TRUE) AS same_drug,
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
    END AS than_patient,
    lung_injury_kind_is_vascular(lung_injury_kind) AS vascular,
    read_as::VARCHAR AS read_as,
    read_as_is_whole(read_as) AS read_whole
FROM selected_cases($selection) AS selected
ORDER BY same_drug DESC, selected.drug, selected.latency_days NULLS LAST, case_id
