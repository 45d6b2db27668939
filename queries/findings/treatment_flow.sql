-- From what was done to how it ended: how many cases took which way?
-- One row per end of a ribbon between two neighbouring stages, and one per stage and term that stands there (no ribbon):
-- the stage, and the height at which it begins and ends, in cases; `case_ids` names the first 20. The terms that can be
-- filtered stand in columns of their own too.
WITH chosen AS (
    SELECT
        case_id,
        {'term': drug_discontinued::VARCHAR, 'place': enum_code(drug_discontinued)::INTEGER} AS stopped,
        {'term': steroid_for_event::VARCHAR, 'place': enum_code(steroid_for_event)::INTEGER} AS steroid,
        {'term': pace_of_recovery::VARCHAR, 'place': enum_code(pace_of_recovery)::INTEGER} AS pace,
        {'term': outcome::VARCHAR, 'place': enum_code(outcome)::INTEGER} AS outcome
    FROM selected_cases($selection)
),

steps AS (
    SELECT case_id, 1 AS stage, stopped AS here, steroid AS there FROM chosen
    UNION ALL
    SELECT case_id, 2, steroid, pace FROM chosen
    UNION ALL
    SELECT case_id, 3, pace, outcome FROM chosen
),

ribbons AS (
    SELECT
        stage,
        here,
        there,
        count(*) AS cases,
        min(case_id, 20) AS first_ids
    FROM steps
    GROUP BY stage, here, there
),

placed AS (
    SELECT
        stage,
        here,
        there,
        cases,
        first_ids,
        (sum(cases) OVER (PARTITION BY stage ORDER BY here.place, there.place) - cases)::INTEGER AS here_from,
        (sum(cases) OVER (PARTITION BY stage ORDER BY there.place, here.place) - cases)::INTEGER AS there_from
    FROM ribbons
),

ends AS (
    SELECT
        placed.stage || ': ' || here.term || ' to ' || there.term AS ribbon,
        here.term AS from_term,
        there.term AS to_term,
        cases,
        first_ids,
        unnest([
            {'stage': placed.stage, 'low': here_from, 'high': here_from + cases},
            {'stage': placed.stage + 1, 'low': there_from, 'high': there_from + cases}
        ], recursive := true)
    FROM placed
),

stages AS (
    SELECT
        case_id,
        unnest([
            {'stage': 1, 'there': stopped},
            {'stage': 2, 'there': steroid},
            {'stage': 3, 'there': pace},
            {'stage': 4, 'there': outcome}
        ], recursive := false) AS step
    FROM chosen
),

standing AS (
    SELECT
        step.stage AS stage,
        step.there AS there,
        count(*) AS cases,
        min(case_id, 20) AS first_ids
    FROM stages
    GROUP BY step.stage, step.there
),

everything AS (
    SELECT ribbon, from_term, to_term, cases, first_ids, stage, low, high FROM ends
    UNION ALL
    SELECT
        NULL,
        NULL,
        there.term,
        cases,
        first_ids,
        stage,
        (sum(cases) OVER (PARTITION BY stage ORDER BY there.place) - cases)::INTEGER,
        (sum(cases) OVER (PARTITION BY stage ORDER BY there.place))::INTEGER
    FROM standing
)

SELECT
    * EXCLUDE (first_ids),
    array_to_string(first_ids, ', ') AS case_ids,
    CASE WHEN ribbon IS NULL AND stage = 2 THEN to_term END AS steroid_for_event,
    CASE WHEN ribbon IS NULL AND stage = 4 THEN to_term END AS outcome
FROM everything
ORDER BY ribbon NULLS FIRST, stage, low
