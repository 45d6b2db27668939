-- The latencies of the selected cases in rows of a column's terms: one row per dot, a case of known latency (above 100 of
-- them, those of one drug within a fifth of a decade), in days; and one row per term, without days and drug, for its cases
-- of unknown latency. `median_days` is that of all known latencies.
CREATE MACRO latencies_by(selection, row_term) AS TABLE
    WITH chosen AS (
        SELECT
            row_term AS term,
            CASE WHEN latency_days IS NOT NULL THEN drug END AS of_drug,
            case_id,
            latency_days,
            latency_low_days,
            latency_high_days,
            latency_words,
            latency_end_point,
            CASE
                WHEN latency_days IS NULL THEN 'not known'
                WHEN count(latency_days) OVER () > 100 THEN round(5 * log10(greatest(latency_days, 0.5)))::VARCHAR
                ELSE case_id
            END AS dot,
            median(latency_days) OVER () AS median_days
        FROM selected_cases(selection)
    )

    SELECT
        term,
        of_drug AS drug,
        median(latency_days) AS latency_days,
        min(latency_low_days) AS latency_low_days,
        max(latency_high_days) AS latency_high_days,
        CASE
            WHEN dot = 'not known' THEN dot
            WHEN count(*) = 1 THEN any_value(latency_words)
            ELSE 'several'
        END AS reported,
        CASE WHEN dot = 'not known' THEN dot WHEN count(*) = 1 THEN any_value(latency_end_point)::VARCHAR ELSE 'several' END AS end_point,
        CASE WHEN dot = 'not known' THEN 'of unknown latency' WHEN count(*) = 1 THEN any_value(case_id) ELSE count(*) || ' cases' END AS case_id,
        count(*) AS cases,
        min(latency_days) AS lowest_days,
        max(latency_days) AS highest_days,
        any_value(median_days) AS median_days
    FROM chosen
    GROUP BY term, of_drug, dot;
