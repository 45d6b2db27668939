-- One: agrees where one of the eight is known to have kept fibrosis, and all others not to; differs where more than one kept
-- it, or all are known and none did. "Improved", "stable" and "worsened" do not say whether scars stayed: not known.
CREATE MACRO residual_fibrosis(outcome) AS CASE
    WHEN outcome = 'improved with residual fibrosis' THEN true
    WHEN outcome IN ('resolved', 'died of the lung injury') THEN false
END;

CREATE MACRO claim_7_fibrosis(case_id, fibrosis) AS {
    'claim': 7,
    'says': 'Residual fibrosis is rare: one case.',
    'read_in': 'Discussion',
    'about': 'the eight',
    'agrees': CASE
        WHEN count(*) FILTER (fibrosis) > 1 THEN false
        WHEN count(fibrosis) = count(case_id) AND count(case_id) > 0 THEN count(*) FILTER (fibrosis) = 1
    END,
    'answer': format(
        'residual fibrosis in {} of {}, none in {}, not known in {}; that a case improved does not say whether scars stayed',
        count(*) FILTER (fibrosis),
        count(case_id),
        count(*) FILTER (NOT fibrosis),
        count(case_id) - count(fibrosis)
    ),
    'differing': min(case_id, 20) FILTER (fibrosis),
    'differ': count(*) FILTER (fibrosis)
};
