-- Most: more than half. Agrees where more than half of all cases began abruptly; differs where at most half can have begun
-- abruptly or rapidly, whatever the unknown ones did. A progressive onset may have been rapid or not. No case differs by
-- itself.
CREATE MACRO claim_2_onset(case_id, onset) AS {
    'claim': 2,
    'says': 'Respiratory symptoms are abrupt or rapidly progressive in most cases.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE
        WHEN 2 * count(*) FILTER (onset = 'abrupt') > count(case_id) THEN true
        WHEN 2 * count(*) FILTER (onset = 'asymptomatic') >= count(case_id) AND count(case_id) > 0 THEN false
    END,
    'answer': format(
        'abrupt {}, progressive {}, without symptoms {}, not known in {} of {}; whether progressive means rapidly is not told apart',
        count(*) FILTER (onset = 'abrupt'),
        count(*) FILTER (onset = 'progressive'),
        count(*) FILTER (onset = 'asymptomatic'),
        count(case_id) - count(*) FILTER (onset IN ('abrupt', 'progressive', 'asymptomatic')),
        count(case_id)
    ),
    'differing': NULL::VARCHAR[],
    'differ': 0
};
