-- How ill were the patients, where it is said?
-- One row per case that says anything of oxygen, respiratory support, diffusion or lung volume, of the first 100; states
-- written out.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    number_in_words(pao2_mmhg, pao2_mmhg_state) AS pao2_mmhg,
    number_in_words(spo2_pct, spo2_pct_state) AS spo2_pct,
    respiratory_support::VARCHAR AS respiratory_support,
    number_in_words(dlco_pct_pred, dlco_pct_pred_state) AS dlco_pct_pred,
    number_in_words(tlc_pct_pred, tlc_pct_pred_state) AS tlc_pct_pred,
    outcome::VARCHAR AS outcome
FROM selected_cases($selection)
WHERE pao2_mmhg IS NOT NULL
    OR spo2_pct IS NOT NULL
    OR dlco_pct_pred IS NOT NULL
    OR tlc_pct_pred IS NOT NULL
    OR NOT is_unknown(respiratory_support)
ORDER BY case_id
LIMIT 100
