-- Agrees where no case of the longest latency had an earlier IMiD; differs where one of them had.
CREATE MACRO claim_9_latest(case_id, longest, latency, prior_imid) AS {
    'claim': 9,
    'says': 'The case with the latest onset (22 months) had no earlier IMiD.',
    'read_in': 'Discussion',
    'agrees': CASE
        WHEN bool_or(prior_imid = 'yes') FILTER (longest) THEN false
        WHEN bool_and(prior_imid = 'no') FILTER (longest) THEN true
    END,
    'answer': coalesce(
        format(
            'latest: {}, prior IMiD {}',
            min(latency) FILTER (longest),
            array_to_string(list_sort(list_distinct(list(prior_imid::VARCHAR) FILTER (longest))), ' or ')
        ),
        'no latency known'
    ),
    'differing': min(case_id, 20) FILTER (longest),
    'differ': count(*) FILTER (longest)
};
