-- When was what, in days after the start of the suspect drug?
-- One row per moment or period of the case; without a day where none was read.
WITH one AS (
    SELECT *
    FROM cases
    WHERE case_id = $case_id
),

moments AS (
    SELECT
        1 AS lane,
        'prior IMiD' AS event,
        NULL::DOUBLE AS day_low,
        NULL::DOUBLE AS day_high,
        NULL::DOUBLE AS day,
        CASE
            WHEN prior_imid <> 'yes' THEN prior_imid::VARCHAR
            ELSE CASE WHEN prior_imid_drugs IS NULL THEN 'yes; which, ' ELSE '' END
            || list_in_words(prior_imid_drugs, prior_imid_drugs_state, prior_imid_drugs_complete)
            || coalesce(
                ', ' || as_read(
                    (SELECT months.readings FROM contradicted('prior_imid_months') AS months WHERE months.case_id = one.case_id),
                    number_in_words(prior_imid_months, NULL) || ' months'
                ),
                ''
            )
            || '; when, not known'
        END AS reported,
        '' AS detail
    FROM one
    UNION ALL
    SELECT 2, 'start of ' || drug, NULL, NULL, 0, 'day 0', ''
    FROM one
    UNION ALL
    SELECT
        3,
        CASE WHEN latency_end_point IN ('symptom onset', 'admission', 'imaging') THEN latency_end_point::VARCHAR ELSE 'lung event' END,
        latency_low_days,
        latency_high_days,
        latency_days,
        CASE
            WHEN latency_days IS NOT NULL THEN latency_words
            WHEN latency_value IS NOT NULL THEN latency_words || '; not converted to days'
            ELSE latency_days_state::VARCHAR
        END,
        coalesce(latency_reported, '')
    FROM one
    UNION ALL
    SELECT 4, 'drug stopped', NULL, NULL, NULL, CASE drug_discontinued WHEN 'yes' THEN 'yes; day not reported' ELSE drug_discontinued::VARCHAR END, ''
    FROM one
    WHERE NOT EXISTS (FROM course WHERE course.case_id = one.case_id AND course.event = 'drug stopped')
    UNION ALL
    SELECT
        5,
        CASE WHEN outcome_is_better(outcome) OR is_unknown(outcome) THEN 'recovery' ELSE 'outcome' END,
        NULL,
        NULL,
        NULL,
        CASE WHEN is_unknown(outcome) THEN outcome::VARCHAR ELSE outcome || '; day not reported' END,
        coalesce(outcome_detail, '')
    FROM one
    WHERE NOT EXISTS (FROM course WHERE course.case_id = one.case_id AND course.event IN ('improvement', 'recovery'))
    UNION ALL
    SELECT
        6,
        'rechallenge',
        NULL,
        NULL,
        NULL,
        CASE rechallenge WHEN 'yes' THEN rechallenge_outcome || '; day not reported' ELSE rechallenge_outcome::VARCHAR END,
        coalesce(rechallenge_detail, '')
    FROM one
    WHERE NOT EXISTS (FROM course WHERE course.case_id = one.case_id AND course.event = 'rechallenge')
    UNION ALL
    SELECT
        7,
        'another IMiD',
        NULL,
        NULL,
        NULL,
        CASE later_other_imid
            WHEN 'yes'
                THEN CASE WHEN later_other_imid_drugs IS NULL THEN 'yes; which, ' ELSE '' END
                || list_in_words(later_other_imid_drugs, later_other_imid_drugs_state, later_other_imid_drugs_complete) || '; day not reported'
            ELSE later_other_imid::VARCHAR
        END,
        ''
    FROM one
    UNION ALL
    SELECT
        CASE
            WHEN course.event IN ('symptom onset', 'admission') THEN 3
            WHEN course.event = 'drug stopped' THEN 4
            WHEN course.event IN ('improvement', 'recovery', 'imaging') THEN 5
            WHEN course.event = 'rechallenge' THEN 6
            ELSE 8
        END,
        course.event::VARCHAR,
        since.day + (course.value - 0.5) * days_in(course.unit) - since.spread,
        since.day + (course.value + 0.5) * days_in(course.unit) + since.spread,
        since.day + course.value * days_in(course.unit),
        course.reported,
        course.detail
    FROM one
    INNER JOIN course ON course.case_id = one.case_id
    CROSS JOIN LATERAL (
        SELECT
            CASE course.counted_from WHEN 'start of the suspect drug' THEN 0 WHEN 'lung event' THEN one.latency_days END AS day,
            CASE course.counted_from WHEN 'lung event' THEN one.latency_high_days - one.latency_days ELSE 0 END AS spread
    ) AS since
)

SELECT
    lane,
    event,
    day,
    day_low,
    day_high,
    reported,
    detail
FROM moments
ORDER BY lane, day NULLS LAST, event, reported
