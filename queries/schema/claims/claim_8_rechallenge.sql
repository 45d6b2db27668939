-- Three of four: agrees where four of the eight are reported as given again, three recurred and one did not; differs where the
-- unknown results cannot give that. "Not read" may turn out to have been given again; "not reported" was not reported so.
CREATE MACRO recurred(result) AS CASE result WHEN 'recurred' THEN true WHEN 'did not recur' THEN false END;

CREATE MACRO claim_8_rechallenge(case_id, rechallenge) AS {
    'claim': 8,
    'says': 'Rechallenge: recurrence in 3 of 4.',
    'read_in': 'Discussion',
    'about': 'the eight',
    'agrees': CASE
        WHEN count(case_id) = 0 THEN NULL
        WHEN count(*) FILTER (rechallenge = 'recurred') > 3 OR count(*) FILTER (rechallenge = 'did not recur') > 1 THEN false
        WHEN count(*) FILTER (rechallenge_outcome_is_done(rechallenge)) > 4 THEN false
        WHEN count(*) FILTER (rechallenge_outcome_is_done(rechallenge)) + count(case_id) FILTER (coalesce(rechallenge, 'not read') = 'not read') < 4
            THEN false
        WHEN count(recurred(rechallenge)) = 4 AND count(case_id) FILTER (coalesce(rechallenge, 'not read') = 'not read') = 0 THEN true
    END,
    'answer': concat_ws(
        ', ',
        format(
            'recurred in {} of {} reported as given again',
            count(*) FILTER (rechallenge = 'recurred'), count(*) FILTER (rechallenge_outcome_is_done(rechallenge))
        ),
        'not in ' || count(*) FILTER (rechallenge = 'did not recur'),
        'what came of it not known in ' || nullif(count(*) FILTER (rechallenge = 'done, outcome unknown'), 0),
        'whether it was given again not read of ' || nullif(count(case_id) FILTER (coalesce(rechallenge, 'not read') = 'not read'), 0)
    ),
    'differing': min(case_id, 20) FILTER (rechallenge_outcome_is_done(rechallenge)),
    'differ': count(*) FILTER (rechallenge_outcome_is_done(rechallenge))
};
