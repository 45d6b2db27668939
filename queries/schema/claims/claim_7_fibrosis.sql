-- Agrees where every outcome is known and one is residual fibrosis; differs where more than one is. NULL: not known.
CREATE MACRO residual_fibrosis(outcome) AS
    CASE WHEN NOT is_unknown(outcome) THEN outcome = 'improved with residual fibrosis' END;

CREATE MACRO claim_7_fibrosis(case_id, fibrosis) AS {
    'claim': 7,
    'says': 'Residual fibrosis is rare: one case.',
    'read_in': 'Discussion',
    'agrees': CASE
        WHEN count(*) FILTER (fibrosis) > 1 THEN false
        WHEN count(*) FILTER (fibrosis) = 1 AND count(fibrosis) = count(case_id) THEN true
    END,
    'answer': format(
        '{} of {} whose outcome is known; not known of {}',
        count(*) FILTER (fibrosis), count(fibrosis), count(case_id) - count(fibrosis)
    ),
    'differing': min(case_id, 20) FILTER (fibrosis),
    'differ': count(*) FILTER (fibrosis)
};
