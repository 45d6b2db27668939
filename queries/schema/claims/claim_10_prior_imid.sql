-- Agrees where fewer than six latencies are known with an earlier IMiD, or fewer than six without: below six, a median has
-- no interval. No case differs by itself.
CREATE MACRO claim_10_prior_imid(case_id, latency_days, prior_imid) AS {
    'claim': 10,
    'says': 'Whether earlier IMiD exposure changes the time to onset is unclear: too few reports say.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE
        WHEN count(case_id) > 0
        THEN least(count(latency_days) FILTER (prior_imid = 'yes'), count(latency_days) FILTER (prior_imid = 'no')) < 6
    END,
    'answer': format(
        'latency known with a prior IMiD: {}; without: {}',
        count(latency_days) FILTER (prior_imid = 'yes'), count(latency_days) FILTER (prior_imid = 'no')
    ),
    'differing': NULL::VARCHAR[],
    'differ': 0
};
