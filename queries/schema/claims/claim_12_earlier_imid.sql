-- Agrees where the index patient had lenalidomide before, for 9 months, and the report says 11 months elsewhere: `readings`
-- is what it says of the months, place by place.
CREATE MACRO had_lenalidomide(prior_imid, named, denied, complete) AS CASE
    WHEN list_contains(named::VARCHAR[], 'lenalidomide') THEN true
    WHEN prior_imid = 'no' OR complete OR list_contains(denied::VARCHAR[], 'lenalidomide') THEN false
END;

CREATE MACRO claim_12_earlier_imid(case_id, lenalidomide, prior_imid_months, readings) AS {
    'claim': 12,
    'says': 'The index patient had lenalidomide before, for 9 months or 11 months.',
    'read_in': 'Case presentation; Discussion',
    'about': 'the index patient',
    'agrees': lenalidomide AND prior_imid_months = 9 AND list_contains(readings, '11 months'),
    'answer': coalesce(as_read(readings, number_in_words(prior_imid_months, NULL) || ' months'), 'months not known'),
    'differing': [case_id],
    'differ': 1
};
