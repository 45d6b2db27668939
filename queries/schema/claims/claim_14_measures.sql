-- Agrees where lavage, PaO2, DLCO and TLC of the index patient are those of the report, at the event and after. `lavage` are
-- the shares of lymphocytes, eosinophils, macrophages and neutrophils; `readings` is what the report says of the macrophages,
-- place by place; `event` and `after` are PaO2, DLCO and TLC.
CREATE MACRO claim_14_measures(case_id, lavage, readings, event, after) AS {
    'claim': 14,
    'says': 'The index patient''s lavage, PaO2, DLCO and TLC, at the event and after.',
    'read_in': 'Case presentation',
    'agrees': lavage[1] = 44 AND lavage[2] = 25 AND lavage[3] = 30.5 AND lavage[4] = 0.5
    AND event[1] = 72 AND after[1] = 96 AND event[2] = 37 AND after[2] = 63 AND event[3] = 73 AND after[3] = 108,
    'answer': CASE
        WHEN case_id IS NULL THEN 'the index patient is filtered out'
        ELSE coalesce(
            format(
                'lymphocytes {:g} %, eosinophils {:g} %, macrophages {}, neutrophils {:g} %; '
                'PaO2 {:g} then {:g} mmHg; DLCO {:g} then {:g} %; TLC {:g} then {:g} %',
                lavage[1], lavage[2], coalesce(array_to_string(readings, ' or '), format('{:g} %', lavage[3])), lavage[4],
                event[1], after[1], event[2], after[2], event[3], after[3]
            ),
            'not all of them are known'
        )
    END,
    'differing': [case_id],
    'differ': 1
};
