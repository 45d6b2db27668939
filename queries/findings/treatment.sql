-- What was done, how ill were they, and how did it end?
-- One row per case, of the first 100; states written out.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    drug_discontinued::VARCHAR AS drug_discontinued,
    steroid_for_event::VARCHAR AS steroid_for_event,
    background_steroid::VARCHAR AS background_steroid,
    antibiotics::VARCHAR AS antibiotics,
    antifungals::VARCHAR AS antifungals,
    coalesce(
        nullif(
            concat_ws(
                '; ',
                CASE WHEN NOT is_unknown(respiratory_support) THEN respiratory_support::VARCHAR END,
                'PaO2 ' || number_in_words(pao2_mmhg, NULL) || ' mmHg',
                'SpO2 ' || number_in_words(spo2_pct, NULL) || ' %',
                'DLCO ' || number_in_words(dlco_pct_pred, NULL) || ' %'
            ),
            ''
        ),
        respiratory_support::VARCHAR
    ) AS severity,
    pace_of_recovery::VARCHAR AS pace_of_recovery,
    outcome::VARCHAR AS outcome
FROM selected_cases($selection) AS selected
ORDER BY selected.steroid_for_event, selected.outcome, case_id
LIMIT 100
