-- Agrees where the index patient recovered without a steroid for the event, while the background steroid went on.
CREATE MACRO claim_13_without_steroid(case_id, steroid_for_event, background_steroid, outcome) AS {
    'claim': 13,
    'says': 'The index patient recovered without steroid for the event, while dexamethasone went on.',
    'read_in': 'Case presentation',
    'about': 'the index patient',
    'agrees': CASE steroid_for_event WHEN 'no' THEN true WHEN 'yes' THEN false END
    AND CASE background_steroid WHEN 'yes' THEN true WHEN 'no' THEN false END
    AND CASE WHEN outcome IN ('resolved', 'improved') THEN true WHEN NOT is_unknown(outcome) THEN false END,
    'answer': format('steroid for the event: {}; background steroid: {}; {}', steroid_for_event, background_steroid, outcome),
    'differing': [case_id],
    'differ': 1
};
