-- Put the cases in, with what follows from what was read.
-- One row per case file.
--
-- The bounds of a latency are those of the source, where it gives a range or one bound; otherwise half a unit around it.
INSERT INTO cases BY NAME
WITH bounded AS (
    SELECT
        *,
        days_in(latency_unit) * CASE latency_kind
            WHEN 'less than' THEN NULL
            WHEN 'range' THEN latency_value
            WHEN 'more than' THEN latency_value
            ELSE greatest(latency_value - 0.5, 0)
        END AS latency_low_days,
        days_in(latency_unit) * CASE latency_kind
            WHEN 'more than' THEN NULL
            WHEN 'range' THEN latency_value_to
            WHEN 'less than' THEN latency_value
            ELSE latency_value + 0.5
        END AS latency_high_days
    FROM read_cases
)

SELECT
    *,
    CASE WHEN latency_low_days IS NULL THEN latency_days_state ELSE 'known' END AS latency_low_days_state,
    CASE WHEN latency_high_days IS NULL THEN latency_days_state ELSE 'known' END AS latency_high_days_state,
    latency_in_words(latency_value, latency_value_to, latency_kind, latency_unit, latency_value_state) AS latency_words,
    CASE
        WHEN same_patient_as IS NOT NULL THEN 'reported twice'
        WHEN imid_role = 'co-suspect' THEN 'co-suspect only'
        ELSE 'counted'
    END AS counts,
    band_of_dose(drug, dose_mg_daily, dose_mg_daily_state) AS dose_band,
    list_distinct([drug] || coalesce(suspect_imids, [])) AS suspects,
    CASE rechallenge
        WHEN 'yes' THEN
            CASE WHEN rechallenge_result IN ('recurred', 'did not recur') THEN rechallenge_result ELSE 'done, outcome unknown' END
        WHEN 'no' THEN 'not attempted'
        ELSE rechallenge
    END AS rechallenge_outcome,
    all_findings(bounded) AS findings,
    all_absent_findings(bounded) AS findings_denied
FROM bounded
