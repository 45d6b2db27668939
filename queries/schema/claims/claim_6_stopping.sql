-- Agrees where the drug was stopped and recovery was rapid in every case; differs with one in which the drug was stopped and
-- recovery was progressive, or there was none. NULL: nobody says, or the drug went on.
CREATE MACRO rapid_after_stopping(drug_discontinued, pace_of_recovery, outcome) AS CASE
    WHEN drug_discontinued <> 'yes' THEN NULL
    WHEN pace_of_recovery = 'progressive' OR NOT (outcome_is_better(outcome) OR is_unknown(outcome)) THEN false
    WHEN pace_of_recovery = 'rapid' THEN true
END;

CREATE MACRO claim_6_stopping(case_id, rapid) AS {
    'claim': 6,
    'says': 'Stopping pomalidomide was followed by rapid improvement in all cases.',
    'read_in': 'Discussion; Table 1 says progressive for two',
    'agrees': CASE WHEN NOT bool_and(rapid) THEN false WHEN count(rapid) = count(case_id) AND count(case_id) > 0 THEN true END,
    'answer': format(
        'drug stopped and rapid in {} of {} that say; not known of {}',
        count(*) FILTER (rapid), count(rapid), count(case_id) - count(rapid)
    ),
    'differing': min(case_id, 20) FILTER (NOT rapid),
    'differ': count(*) FILTER (NOT rapid)
};
