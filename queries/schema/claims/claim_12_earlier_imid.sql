-- Agrees where the index patient had lenalidomide before, for 9 months, and the report says 11 months elsewhere: `readings`
-- is what it says of the months, place by place.
CREATE MACRO claim_12_earlier_imid(case_id, prior_imid_drugs, prior_imid_months, readings) AS {
    'claim': 12,
    'says': 'The index patient had lenalidomide before, for 9 months or 11 months.',
    'read_in': 'Case presentation; Discussion',
    'agrees': list_contains(prior_imid_drugs, 'lenalidomide') AND prior_imid_months = 9 AND list_contains(readings, '11 months'),
    'answer': CASE
        WHEN case_id IS NULL THEN 'the index patient is filtered out'
        ELSE coalesce(array_to_string(readings, ' or '), told_number(prior_imid_months, NULL) || ' months', 'months not known')
    END,
    'differing': [case_id],
    'differ': 1
};
