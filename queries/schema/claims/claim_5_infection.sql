-- Agrees where every source says that infection was ruled out; differs where one says that it was not.
CREATE MACRO claim_5_infection(case_id, infection_excluded) AS {
    'claim': 5,
    'says': 'Infection was ruled out.',
    'read_in': 'Discussion',
    'agrees': CASE
        WHEN count(*) FILTER (infection_excluded = 'no') > 0 THEN false
        WHEN bool_and(infection_excluded = 'yes') THEN true
    END,
    'answer': format(
        'said of {} of {}; not known of {}',
        count(*) FILTER (infection_excluded = 'yes'), count(case_id),
        count(*) FILTER (is_unknown(infection_excluded))
    ),
    'differing': min(case_id, 20) FILTER (infection_excluded = 'no'),
    'differ': count(*) FILTER (infection_excluded = 'no')
};
