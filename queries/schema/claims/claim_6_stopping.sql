-- All: agrees where the drug was stopped in one case at least, and no case can be one in which it was stopped and recovery
-- was not rapid; differs with such a case. A case in which the drug went on is not asked.
CREATE MACRO recovery_was_rapid(pace_of_recovery, outcome) AS CASE
    WHEN pace_of_recovery = 'progressive' OR "outcome_is_not better"(outcome) THEN false
    WHEN pace_of_recovery = 'rapid' THEN true
END;
CREATE MACRO was_stopped(drug_discontinued) AS CASE drug_discontinued WHEN 'yes' THEN true WHEN 'no' THEN false END;

CREATE MACRO claim_6_stopping(case_id, stopped, rapid) AS {
    'claim': 6,
    'says': 'Stopping pomalidomide was followed by rapid improvement in all cases.',
    'read_in': 'Discussion; Table 1 says progressive for two',
    'about': 'cases',
    'agrees': CASE
        WHEN count(*) FILTER (stopped AND NOT rapid) > 0 THEN false
        WHEN count(NOT stopped OR rapid) = count(case_id) AND count(*) FILTER (stopped) > 0 THEN true
    END,
    'answer': concat_ws(
        '; ',
        format(
            'drug stopped and rapid in {} of {}, stopped and not rapid in {}, not known in {}',
            count(*) FILTER (stopped AND rapid),
            count(case_id) - count(*) FILTER (NOT stopped),
            count(*) FILTER (stopped AND NOT rapid),
            count(case_id) - count(*) FILTER (NOT stopped) - count(stopped AND rapid) FILTER (stopped)
        ),
        nullif(count(*) FILTER (NOT stopped), 0) || ' in which the drug went on not counted'
    ),
    'differing': min(case_id, 20) FILTER (stopped AND NOT rapid),
    'differ': count(*) FILTER (stopped AND NOT rapid)
};
