-- Agrees where the index patient recovered without a steroid for the event, while the background steroid went on.
CREATE MACRO claim_13_without_steroid(case_id, steroid_for_event, background_steroid, outcome) AS {
    'claim': 13,
    'says': 'The index patient recovered without steroid for the event, while dexamethasone went on.',
    'read_in': 'Case presentation',
    'agrees': CASE
        WHEN steroid_for_event IN ('yes', 'no')
        THEN steroid_for_event = 'no' AND background_steroid = 'yes' AND outcome IN ('resolved', 'improved')
    END,
    'answer': coalesce(
        format('steroid for the event: {}; background steroid: {}; {}', steroid_for_event, background_steroid, outcome),
        'the index patient is filtered out'
    ),
    'differing': [case_id],
    'differ': 1
};
