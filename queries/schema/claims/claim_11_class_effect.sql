-- Agrees where no result of another IMiD afterwards is known, and no case is on another IMiD than pomalidomide; differs
-- where a result is known. `recurred` is NULL where none is.
CREATE MACRO claim_11_class_effect(case_id, drug, later_other_imid, recurred) AS {
    'claim': 11,
    'says': 'Whether other IMiDs do the same (a class effect) is unknown; avoiding them afterwards is suggested.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE WHEN count(recurred) > 0 THEN false WHEN bool_and(drug = 'pomalidomide') THEN true END,
    'answer': format(
        '{}; cases on thalidomide {}, on lenalidomide {}',
        coalesce(
            format(
                'another IMiD afterwards in {}, result known in {}',
                nullif(count(*) FILTER (later_other_imid = 'yes'), 0), count(recurred)
            ),
            'no report of another IMiD afterwards'
        ),
        count(*) FILTER (drug = 'thalidomide'), count(*) FILTER (drug = 'lenalidomide')
    ),
    'differing': min(case_id, 20) FILTER (recurred IS NOT NULL),
    'differ': count(recurred)
};
