-- All: agrees where every source says that infection was ruled out; differs where one says that it was not.
CREATE MACRO claim_5_infection(case_id, infection_excluded) AS {
    'claim': 5,
    'says': 'Infection was ruled out in all cases.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE
        WHEN count(*) FILTER (infection_excluded = 'no') > 0 THEN false
        WHEN count(*) FILTER (infection_excluded = 'yes') = count(case_id) AND count(case_id) > 0 THEN true
    END,
    'answer': format(
        'ruled out in {} of {}, not ruled out in {}, not known in {}',
        count(*) FILTER (infection_excluded = 'yes'),
        count(case_id),
        count(*) FILTER (infection_excluded = 'no'),
        count(case_id) - count(*) FILTER (infection_excluded IN ('yes', 'no'))
    ),
    'differing': min(case_id, 20) FILTER (infection_excluded = 'no'),
    'differ': count(*) FILTER (infection_excluded = 'no')
};
