-- How long after the start did the lung injury show, by the tempo of its onset?
-- One row per case of known latency, in days; and one row per onset, without days, for its cases of unknown latency.
WITH chosen AS (
    SELECT
        *,
        CASE WHEN latency_days IS NULL THEN 'not known' ELSE case_id END AS dot
    FROM selected_cases($selection)
),

dots AS (
    SELECT
        onset,
        CASE WHEN dot <> 'not known' THEN any_value(drug) END AS drug,
        any_value(latency_days) AS latency_days,
        any_value(latency_low_days) AS latency_low_days,
        any_value(latency_high_days) AS latency_high_days,
        CASE WHEN dot = 'not known' THEN dot ELSE any_value(told_latency(latency_value, latency_unit, latency_value_state)) END AS reported,
        CASE WHEN dot = 'not known' THEN dot ELSE any_value(latency_end_point)::VARCHAR END AS end_point,
        CASE WHEN dot = 'not known' THEN 'of unknown latency' ELSE dot END AS case_id,
        count(*) AS cases
    FROM chosen
    GROUP BY onset, dot
)

SELECT
    *,
    row_number() OVER (PARTITION BY onset, round(10 * log10(greatest(latency_days, 0.5))) ORDER BY latency_days, case_id) - 1 AS lane
FROM dots
ORDER BY onset, latency_days NULLS LAST, case_id
LIMIT 600
