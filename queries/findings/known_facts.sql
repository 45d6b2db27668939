-- How much is known of the five facts that can be filtered?
-- One row per fact and state, states without a case included, but none where no case is selected; `case_ids` names the cases
-- where all together are 60 at most.
WITH counted AS (
    SELECT
        count(*) AS cases,
        -- The place of each state is that of its fact below.
        min(concat_ws('|', case_id, latency_days_state, prior_imid, steroid_for_event, rechallenge_outcome), 60) AS of_cases,
        count(*) FILTER (latency_days_state = 'not reported') AS latency_not_reported,
        count(*) FILTER (latency_days_state = 'not read') AS latency_not_read,
        count(*) FILTER (prior_imid = 'not reported') AS prior_imid_not_reported,
        count(*) FILTER (prior_imid = 'not read') AS prior_imid_not_read,
        count(*) FILTER (steroid_for_event = 'not reported') AS steroid_not_reported,
        count(*) FILTER (steroid_for_event = 'not read') AS steroid_not_read,
        count(*) FILTER (rechallenge_outcome = 'not reported') AS rechallenge_not_reported,
        count(*) FILTER (rechallenge_outcome = 'not read') AS rechallenge_not_read
    FROM selected_cases($selection)
),

silent AS (
    SELECT
        cases,
        of_cases,
        unnest([
            {'position': 1, 'fact': 'suspect drug', 'not_reported': 0, 'not_read': 0},
            {'position': 2, 'fact': 'latency', 'not_reported': latency_not_reported, 'not_read': latency_not_read},
            {'position': 3, 'fact': 'prior IMiD exposure', 'not_reported': prior_imid_not_reported, 'not_read': prior_imid_not_read},
            {'position': 4, 'fact': 'steroid for the lung event', 'not_reported': steroid_not_reported, 'not_read': steroid_not_read},
            {'position': 5, 'fact': 'rechallenge', 'not_reported': rechallenge_not_reported, 'not_read': rechallenge_not_read}
        ], recursive := true)
    FROM counted
),

stated AS (
    SELECT
        position,
        fact,
        cases AS all_cases,
        of_cases,
        unnest([
            {'state': 'reported', 'cases': cases - not_reported - not_read},
            {'state': 'not reported', 'cases': not_reported},
            {'state': 'not read', 'cases': not_read}
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
    CASE
        WHEN all_cases <= 60
            THEN array_to_string(
                list_transform(
                    list_filter(
                        of_cases,
                        lambda one: if(
                            split_part(one, '|', position) IN ('not reported', 'not read'),
                            split_part(one, '|', position),
                            'reported'
                        ) = state
                    ),
                    lambda one: split_part(one, '|', 1)
                ),
                ', '
            )
        ELSE ''
    END AS case_ids
FROM stated
WHERE all_cases > 0
WINDOW so_far AS (PARTITION BY position ORDER BY array_position(['reported', 'not reported', 'not read'], state))
ORDER BY position, array_position(['reported', 'not reported', 'not read'], state)
