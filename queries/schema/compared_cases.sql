-- Terms that the patient and the case have in common, as text; and the verdict on them: NULL when the case does not say.
CREATE MACRO terms_shared(terms, said) AS
    array_to_string(list_filter(said::VARCHAR[], lambda term: list_contains(terms::VARCHAR[], term)), ', ');
CREATE MACRO terms_agree(terms, said) AS CASE WHEN terms IS NOT NULL THEN list_has_any(terms::VARCHAR[], said::VARCHAR[]) END;

-- How each selected case compares with the patient at hand, on each criterion that is stated; casebook/patient.py says
-- in words how each compares, and names the patient's values. One row per case and stated criterion. Where the case does
-- not say, the two cannot be compared: that is never a disagreement.
CREATE MACRO compared_cases(selection, patient) AS TABLE
    WITH verdicts AS (
        SELECT
            case_id,
            drug,
            unnest([
                {
                    'criterion': 'drug', 'stated': patient['drug'] IS NOT NULL, 'told': drug::VARCHAR,
                    'agrees': drug::VARCHAR = patient['drug']::VARCHAR, 'shared': ''
                },
                {
                    'criterion': 'days', 'stated': patient['days_low'] IS NOT NULL,
                    'told': told_latency(latency_value, latency_unit, latency_days_state),
                    'agrees': latency_high_days >= patient['days_low']::DOUBLE AND latency_low_days <= patient['days_high']::DOUBLE,
                    'shared': ''
                },
                {
                    'criterion': 'prior_imid', 'stated': patient['prior_imid'] IS NOT NULL, 'told': prior_imid::VARCHAR,
                    'agrees': CASE WHEN prior_imid IN ('yes', 'no') THEN prior_imid::VARCHAR = patient['prior_imid']::VARCHAR END,
                    'shared': ''
                },
                {
                    'criterion': 'symptoms', 'stated': len(patient['symptoms']) > 0, 'told': told_list(symptoms, symptoms_state),
                    'agrees': terms_agree(symptoms, patient['symptoms']), 'shared': terms_shared(symptoms, patient['symptoms'])
                },
                {
                    'criterion': 'ct_patterns', 'stated': len(patient['ct_patterns']) > 0,
                    'told': told_list(ct_patterns, ct_patterns_state),
                    'agrees': terms_agree(ct_patterns, patient['ct_patterns']),
                    'shared': terms_shared(ct_patterns, patient['ct_patterns'])
                },
                {
                    'criterion': 'ct_distribution', 'stated': len(patient['ct_distribution']) > 0,
                    'told': told_list(ct_distribution, ct_distribution_state),
                    'agrees': terms_agree(ct_distribution, patient['ct_distribution']),
                    'shared': terms_shared(ct_distribution, patient['ct_distribution'])
                },
                {
                    'criterion': 'lymphocytes', 'stated': patient['lymphocytes'] IS NOT NULL,
                    'told': told_number(bal_lymphocytes_pct, bal_lymphocytes_pct_state),
                    'agrees': abs(bal_lymphocytes_pct - patient['lymphocytes']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'eosinophils', 'stated': patient['eosinophils'] IS NOT NULL,
                    'told': told_number(bal_eosinophils_pct, bal_eosinophils_pct_state),
                    'agrees': abs(bal_eosinophils_pct - patient['eosinophils']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'neutrophils', 'stated': patient['neutrophils'] IS NOT NULL,
                    'told': told_number(bal_neutrophils_pct, bal_neutrophils_pct_state),
                    'agrees': abs(bal_neutrophils_pct - patient['neutrophils']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'macrophages', 'stated': patient['macrophages'] IS NOT NULL,
                    'told': told_number(bal_macrophages_pct, bal_macrophages_pct_state),
                    'agrees': abs(bal_macrophages_pct - patient['macrophages']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'co_suspect_drugs', 'stated': len(patient['co_suspect_drugs']) > 0,
                    'told': told_list(co_suspect_drugs, co_suspect_drugs_state),
                    'agrees': terms_agree(co_suspect_drugs, patient['co_suspect_drugs']),
                    'shared': terms_shared(co_suspect_drugs, patient['co_suspect_drugs'])
                },
                {
                    'criterion': 'steroid', 'stated': patient['steroid'] IS NOT NULL, 'told': steroid_for_event::VARCHAR,
                    'agrees': CASE WHEN steroid_for_event IN ('yes', 'no') THEN steroid_for_event::VARCHAR = patient['steroid']::VARCHAR END,
                    'shared': ''
                },
                {
                    'criterion': 'age', 'stated': patient['age_low'] IS NOT NULL, 'told': told_number(age_years, age_years_state),
                    'agrees': age_years >= patient['age_low']::DOUBLE AND age_years < patient['age_below']::DOUBLE, 'shared': ''
                }
            ], recursive := true)
        FROM selected_cases(selection)
    )

    SELECT
        case_id,
        drug,
        criterion,
        told,
        CASE agrees WHEN TRUE THEN 'agrees' WHEN FALSE THEN 'disagrees' ELSE 'cannot be compared' END AS comparison,
        shared,
        list_contains(patient['required']::VARCHAR[], criterion) AS required
    FROM verdicts
    WHERE stated;
