-- How long after the start did the lung injury show, with and without an IMiD before?
-- One row per dot, a case of known latency (above 300 of them, those of one drug within a tenth of a decade), in days;
-- and one row per answer, without days, for its cases of unknown latency.
WITH chosen AS (
    SELECT
        prior_imid,
        CASE WHEN latency_days IS NOT NULL THEN drug END AS drug,
        case_id,
        latency_days,
        latency_low_days,
        latency_high_days,
        latency_value,
        latency_unit,
        latency_value_state,
        latency_end_point,
        CASE
            WHEN latency_days IS NULL THEN 'not known'
            WHEN count(latency_days) OVER () > 300 THEN round(log10(greatest(latency_days, 0.5)), 1)::VARCHAR
            ELSE case_id
        END AS dot
    FROM selected_cases($selection)
),

dots AS (
    SELECT
        prior_imid,
        drug,
        median(latency_days) AS latency_days,
        min(latency_low_days) AS latency_low_days,
        max(latency_high_days) AS latency_high_days,
        CASE WHEN dot = 'not known' THEN dot WHEN count(*) = 1 THEN told_latency(any_value(latency_value), any_value(latency_unit), any_value(latency_value_state)) ELSE 'several' END AS reported,
        CASE WHEN dot = 'not known' THEN dot WHEN count(*) = 1 THEN any_value(latency_end_point)::VARCHAR ELSE 'several' END AS end_point,
        CASE WHEN dot = 'not known' THEN 'of unknown latency' WHEN count(*) = 1 THEN any_value(case_id) ELSE count(*) || ' cases' END AS case_id,
        count(*) AS cases,
        min(latency_days) AS lowest_days,
        max(latency_days) AS highest_days
    FROM chosen
    GROUP BY prior_imid, drug, dot
)

SELECT
    *,
    row_number() OVER (PARTITION BY prior_imid, round(10 * log10(greatest(latency_days, 0.5))) ORDER BY latency_days, case_id, drug) - 1 AS lane
FROM dots
ORDER BY prior_imid, latency_days NULLS LAST, case_id, drug
