-- What does the case file answer today to each claim of the founding report?
-- One row per claim and scope (the eight cases of its Table 1; the cases that the filters leave): whether the claim
-- agrees, differs, or cannot be said, the answer in counts, and the cases that make it differ: twenty named, all counted.
-- Each claim is a macro of its own in queries/schema/claims, with its words and the place where it was read.
WITH chosen AS (
    SELECT 'eight' AS scope, * FROM cases WHERE in_founding_table
    UNION ALL
    SELECT 'filtered' AS scope, * FROM selected_cases($selection)
    UNION ALL BY NAME
    SELECT unnest(['eight', 'filtered']) AS scope
),

judged AS (
    SELECT
        scope,
        case_id,
        drug,
        in_founding_table,
        latency_days,
        days_outside(latency_days) AS days_outside,
        latency_days = max(latency_days) OVER (PARTITION BY scope) AS is_latest,
        latency_words AS latency,
        onset,
        ct_patterns,
        ground_glass(ct_patterns) AS ground_glass,
        upper_ground_glass(ct_patterns, ct_distribution) AS upper_ground_glass,
        lavage_raised(bal_lymphocytes_pct, bal_eosinophils_pct, bal_impression) AS lavage_raised,
        bal_alveolar_hemorrhage,
        infection_excluded,
        rapid_after_stopping(drug_discontinued, pace_of_recovery, outcome) AS rapid_after_stopping,
        residual_fibrosis(outcome) AS fibrosis,
        recurred(rechallenge_outcome) AS recurred,
        prior_imid,
        later_other_imid,
        recurred(later_other_imid_result) AS recurred_on_other
    FROM chosen
),

scopes AS (
    SELECT scope, bool_or(case_id = 'vivien-2022') AS has_index_patient
    FROM chosen
    GROUP BY scope
),

index_patient AS (
    SELECT
        cases.*,
        months.readings AS months,
        macrophages.readings AS macrophages
    FROM cases
    LEFT JOIN contradicted('prior_imid_months') AS months USING (case_id)
    LEFT JOIN contradicted('bal_macrophages_pct') AS macrophages USING (case_id)
    WHERE case_id = 'vivien-2022'
),

measured_later AS (
    SELECT
        max(measure.value) FILTER (measure.fact = 'pao2_mmhg') AS later_pao2_mmhg,
        max(measure.value) FILTER (measure.fact = 'dlco_pct_pred') AS later_dlco_pct_pred,
        max(measure.value) FILTER (measure.fact = 'tlc_pct_pred') AS later_tlc_pct_pred
    FROM (SELECT unnest(measures) AS measure FROM course WHERE case_id = 'vivien-2022')
),

answers AS (
    SELECT
        scope,
        unnest([
            claim_1_latency(case_id, latency_days, days_outside),
            claim_2_onset(case_id, onset),
            claim_3_ct(case_id, ct_patterns, ground_glass, upper_ground_glass),
            claim_4_lavage(case_id, lavage_raised, bal_alveolar_hemorrhage),
            claim_5_infection(case_id, infection_excluded),
            claim_6_stopping(case_id, rapid_after_stopping),
            claim_7_fibrosis(case_id, fibrosis),
            claim_8_rechallenge(case_id, recurred, in_founding_table),
            claim_9_latest(case_id, is_latest, latency, prior_imid),
            claim_10_prior_imid(case_id, latency_days, prior_imid),
            claim_11_class_effect(case_id, drug, later_other_imid, recurred_on_other)
        ], recursive := true)
    FROM judged
    GROUP BY scope
    UNION ALL
    SELECT
        scopes.scope,
        unnest([
            claim_12_earlier_imid(case_id, prior_imid_drugs, prior_imid_months, months),
            claim_13_without_steroid(case_id, steroid_for_event, background_steroid, outcome),
            claim_14_measures(
                case_id,
                [bal_lymphocytes_pct, bal_eosinophils_pct, bal_macrophages_pct, bal_neutrophils_pct],
                macrophages,
                [pao2_mmhg, dlco_pct_pred, tlc_pct_pred],
                [later_pao2_mmhg, later_dlco_pct_pred, later_tlc_pct_pred]
            )
        ], recursive := true)
    FROM scopes
    LEFT JOIN index_patient ON scopes.has_index_patient
    CROSS JOIN measured_later
)

SELECT
    claim,
    says,
    read_in,
    scope,
    CASE WHEN agrees THEN 'agrees' WHEN NOT agrees THEN 'differs' ELSE 'cannot be said' END AS verdict,
    answer,
    CASE WHEN NOT agrees THEN coalesce(differing, []) ELSE [] END AS differing,
    CASE WHEN NOT agrees THEN differ ELSE 0 END AS differ
FROM answers
ORDER BY claim, scope
