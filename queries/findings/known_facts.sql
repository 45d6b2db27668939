-- How much is known of the five facts that can be filtered?
-- One row per fact and state, states without a case included; `case_ids` names the first 20.
WITH counted AS (
    SELECT
        count(*) AS cases,
        count(*) FILTER (latency_days_state = 'not reported') AS latency_not_reported,
        count(*) FILTER (latency_days_state = 'not read') AS latency_not_read,
        count(*) FILTER (prior_imid = 'not reported') AS prior_imid_not_reported,
        count(*) FILTER (prior_imid = 'not read') AS prior_imid_not_read,
        count(*) FILTER (steroid_for_event = 'not reported') AS steroid_not_reported,
        count(*) FILTER (steroid_for_event = 'not read') AS steroid_not_read,
        count(*) FILTER (rechallenge_outcome = 'not reported') AS rechallenge_not_reported,
        count(*) FILTER (rechallenge_outcome = 'not read') AS rechallenge_not_read,
        min(case_id, 20) AS first_ids,
        min(case_id, 20) FILTER (latency_days_state NOT IN ('not reported', 'not read')) AS latency_ids,
        min(case_id, 20) FILTER (latency_days_state = 'not reported') AS latency_not_reported_ids,
        min(case_id, 20) FILTER (latency_days_state = 'not read') AS latency_not_read_ids,
        min(case_id, 20) FILTER (prior_imid NOT IN ('not reported', 'not read')) AS prior_imid_ids,
        min(case_id, 20) FILTER (prior_imid = 'not reported') AS prior_imid_not_reported_ids,
        min(case_id, 20) FILTER (prior_imid = 'not read') AS prior_imid_not_read_ids,
        min(case_id, 20) FILTER (steroid_for_event NOT IN ('not reported', 'not read')) AS steroid_ids,
        min(case_id, 20) FILTER (steroid_for_event = 'not reported') AS steroid_not_reported_ids,
        min(case_id, 20) FILTER (steroid_for_event = 'not read') AS steroid_not_read_ids,
        min(case_id, 20) FILTER (rechallenge_outcome NOT IN ('not reported', 'not read')) AS rechallenge_ids,
        min(case_id, 20) FILTER (rechallenge_outcome = 'not reported') AS rechallenge_not_reported_ids,
        min(case_id, 20) FILTER (rechallenge_outcome = 'not read') AS rechallenge_not_read_ids
    FROM selected_cases($selection)
),

silent AS (
    SELECT
        cases,
        unnest([
            {'position': 1, 'fact': 'suspect drug', 'not_reported': 0, 'not_read': 0, 'of_states': [first_ids, [], []]},
            {
                'position': 2,
                'fact': 'latency',
                'not_reported': latency_not_reported,
                'not_read': latency_not_read,
                'of_states': [latency_ids, latency_not_reported_ids, latency_not_read_ids]
            },
            {
                'position': 3,
                'fact': 'prior IMiD exposure',
                'not_reported': prior_imid_not_reported,
                'not_read': prior_imid_not_read,
                'of_states': [prior_imid_ids, prior_imid_not_reported_ids, prior_imid_not_read_ids]
            },
            {
                'position': 4,
                'fact': 'steroid for the lung event',
                'not_reported': steroid_not_reported,
                'not_read': steroid_not_read,
                'of_states': [steroid_ids, steroid_not_reported_ids, steroid_not_read_ids]
            },
            {
                'position': 5,
                'fact': 'rechallenge',
                'not_reported': rechallenge_not_reported,
                'not_read': rechallenge_not_read,
                'of_states': [rechallenge_ids, rechallenge_not_reported_ids, rechallenge_not_read_ids]
            }
        ], recursive := true)
    FROM counted
),

stated AS (
    SELECT
        position,
        fact,
        cases AS all_cases,
        unnest([
            {'state': 'reported', 'cases': cases - not_reported - not_read, 'first_ids': of_states[1]},
            {'state': 'not reported', 'cases': not_reported, 'first_ids': of_states[2]},
            {'state': 'not read', 'cases': not_read, 'first_ids': of_states[3]}
        ], recursive := true)
    FROM silent
)

SELECT
    position,
    fact,
    state,
    cases,
    (sum(cases) OVER so_far - cases)::INTEGER AS before,
    all_cases,
    coalesce(array_to_string(first_ids, ', '), '') AS case_ids
FROM stated
WINDOW so_far AS (PARTITION BY position ORDER BY array_position(['reported', 'not reported', 'not read'], state))
ORDER BY position, array_position(['reported', 'not reported', 'not read'], state)
