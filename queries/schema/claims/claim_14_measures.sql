-- Agrees where lavage, PaO2, DLCO and TLC of the index patient are those of the report, at the event and after. `lavage` are
-- the shares of lymphocytes, eosinophils, macrophages and neutrophils; `readings` is what the report says of the macrophages,
-- place by place; `event` and `after` are PaO2, DLCO and TLC.
CREATE MACRO told_measure(measured) AS told_number(measured, 'not known');
CREATE MACRO told_share(share_pct) AS coalesce(told_number(share_pct, NULL) || ' %', 'not known');

CREATE MACRO claim_14_measures(case_id, lavage, readings, event, after) AS {
    'claim': 14,
    'says': 'The index patient''s lavage, PaO2, DLCO and TLC, at the event and after.',
    'read_in': 'Case presentation',
    'about': 'the index patient',
    'agrees': lavage[1] = 44 AND lavage[2] = 25 AND lavage[3] = 30.5 AND lavage[4] = 0.5
    AND event[1] = 72 AND after[1] = 96 AND event[2] = 37 AND after[2] = 63 AND event[3] = 73 AND after[3] = 108,
    'answer': format(
        'lymphocytes {}, eosinophils {}, macrophages {}, neutrophils {}; PaO2 {} then {} mmHg; DLCO {} then {} %; TLC {} then {} %',
        told_share(lavage[1]), told_share(lavage[2]), coalesce(array_to_string(readings, ' or '), told_share(lavage[3])), told_share(lavage[4]),
        told_measure(event[1]), told_measure(after[1]), told_measure(event[2]), told_measure(after[2]), told_measure(event[3]), told_measure(after[3])
    ),
    'differing': [case_id],
    'differ': 1
};
