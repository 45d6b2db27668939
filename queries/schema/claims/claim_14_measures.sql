-- Agrees where lavage, PaO2, DLCO and TLC of the index patient are those of the report, at the event and after. `lavage` are
-- the shares of lymphocytes, eosinophils, macrophages and neutrophils; `readings` is what the report says of the macrophages,
-- place by place; `event` and `after` are PaO2, DLCO and TLC.
CREATE MACRO measure_in_words(measured) AS number_in_words(measured, 'not known');
CREATE MACRO share_in_words(share_pct) AS coalesce(number_in_words(share_pct, NULL) || ' %', 'not known');

CREATE MACRO claim_14_measures(case_id, lavage, readings, event, after) AS {
    'claim': 14,
    'says': 'The index patient''s lavage, PaO2, DLCO and TLC, at the event and after.',
    'read_in': 'Case presentation',
    'about': 'the index patient',
    'agrees': lavage[1] = 44 AND lavage[2] = 25 AND lavage[3] = 30.5 AND lavage[4] = 0.5
    AND event[1] = 72 AND after[1] = 96 AND event[2] = 37 AND after[2] = 63 AND event[3] = 73 AND after[3] = 108,
    'answer': format(
        'lymphocytes {}, eosinophils {}, macrophages {}, neutrophils {}; PaO2 {} then {} mmHg; DLCO {} then {} %; TLC {} then {} %',
        share_in_words(lavage[1]), share_in_words(lavage[2]), as_read(readings, share_in_words(lavage[3])), share_in_words(lavage[4]),
        measure_in_words(event[1]), measure_in_words(after[1]), measure_in_words(event[2]), measure_in_words(after[2]), measure_in_words(event[3]), measure_in_words(after[3])
    ),
    'differing': [case_id],
    'differ': 1
};
