-- Agrees where three of four rechallenges of known result recurred; differs with any other numbers. Those that differ are
-- the cases that the report's own table lacks, or all of them where it lacks none. NULL: no result is known.
CREATE MACRO recurred(result) AS CASE result WHEN 'recurred' THEN true WHEN 'did not recur' THEN false END;

CREATE MACRO claim_8_rechallenge(case_id, recurred, in_founding_table) AS {
    'claim': 8,
    'says': 'Rechallenge: recurrence in 3 of 4.',
    'read_in': 'Discussion',
    'agrees': CASE WHEN count(recurred) > 0 THEN count(*) FILTER (recurred) = 3 AND count(recurred) = 4 END,
    'answer': format('recurred in {} of {}', count(*) FILTER (recurred), count(recurred)),
    'differing': coalesce(
        min(case_id, 20) FILTER (recurred IS NOT NULL AND NOT in_founding_table), min(case_id, 20) FILTER (recurred IS NOT NULL)
    ),
    'differ': coalesce(nullif(count(recurred) FILTER (NOT in_founding_table), 0), count(recurred))
};
