-- What does the case file answer today to each claim of the founding report?
-- One row per claim and scope (the eight cases of its Table 1; the cases that the filters leave): what the claim is about,
-- whether it agrees, differs, or cannot be said, the answer in counts, and the cases that make it differ: twenty named, all counted.
-- The verdict is NULL where the scope is not what the claim is about. `of_eight` counts those of the eight in the scope; NULL
-- for a claim about the index patient.
-- Each claim is a macro of its own in queries/schema/claims, with its words and the place where it was read.
WITH chosen AS (
    SELECT 'eight' AS scope, * FROM cases WHERE in_founding_table
    UNION ALL
    SELECT 'filtered' AS scope, * FROM selected_cases($selection)
    UNION ALL BY NAME
    SELECT unnest(['eight', 'filtered']) AS scope
),

read_from_claims AS (
    SELECT case_id, map(list(from_claim), list(facts)) AS own
    FROM (SELECT case_id, from_claim, list(fact) AS facts FROM facts WHERE from_claim IS NOT NULL GROUP BY case_id, from_claim)
    GROUP BY case_id
),

known AS (
    SELECT
        *,
        NOT lung_injury_kind_is_vascular(lung_injury_kind) AS is_of_lung_tissue,
        least_days(latency_kind, latency_days, latency_low_days) AS least_days,
        most_days(latency_kind, latency_days, latency_high_days) AS most_days,
        elsewhere(ct_patterns, own, 3, ['ct_patterns']) AS patterns,
        elsewhere(absent_patterns(ct_patterns, ct_patterns_denied, ct_patterns_complete, ct_patterns_state), own, 3, ['ct_patterns'])
            AS patterns_absent,
        elsewhere(mid_to_upper(ct_distribution, ct_distribution_denied, ct_distribution_complete), own, 3, ['ct_distribution']) AS is_upper,
        elsewhere(bal_impression, own, 4, ['bal_impression']) AS impression,
        elsewhere(outcome, own, 6, ['outcome']) AS outcome_of_stopping
    FROM chosen
    LEFT JOIN read_from_claims USING (case_id)
),

judged AS (
    SELECT
        scope,
        case_id,
        drug,
        in_founding_table,
        own,
        latency_words,
        is_of_lung_tissue,
        elsewhere(least_days, own, 1, ['latency_value', 'latency_value_to', 'latency_days']) AS least_days_1,
        elsewhere(most_days, own, 1, ['latency_value', 'latency_value_to', 'latency_days']) AS most_days_1,
        elsewhere(onset, own, 2, ['onset']) AS onset,
        CASE WHEN is_of_lung_tissue THEN patterns END AS patterns,
        CASE WHEN is_of_lung_tissue THEN patterns_absent END AS patterns_absent,
        CASE WHEN is_of_lung_tissue THEN ground_glass(patterns, patterns_absent) END AS ground_glass,
        CASE WHEN is_of_lung_tissue THEN is_upper END AS is_upper,
        CASE
            WHEN is_of_lung_tissue
                THEN lavage_raised(
                    bal_performed,
                    elsewhere(bal_lymphocytes_pct, own, 4, ['bal_lymphocytes_pct']),
                    elsewhere(bal_eosinophils_pct, own, 4, ['bal_eosinophils_pct']),
                    impression,
                    CASE WHEN impression IS NOT NULL THEN bal_impression_denied END,
                    CASE WHEN impression IS NOT NULL THEN bal_impression_complete END
                )
        END AS lavage_raised,
        CASE
            WHEN is_of_lung_tissue
                THEN had_hemorrhage(
                    bal_performed,
                    elsewhere(bal_alveolar_hemorrhage, own, 4, ['bal_alveolar_hemorrhage']),
                    elsewhere(lung_injury_kind, own, 4, ['lung_injury_kind'])
                )
        END AS hemorrhage,
        elsewhere(infection_excluded, own, 5, ['infection_excluded']) AS infection_excluded,
        elsewhere(was_stopped(drug_discontinued), own, 6, ['drug_discontinued']) AS stopped,
        recovery_was_rapid(elsewhere(pace_of_recovery, own, 6, ['pace_of_recovery']), outcome_of_stopping) AS rapid,
        elsewhere(residual_fibrosis(outcome), own, 7, ['outcome']) AS fibrosis,
        elsewhere(rechallenge_outcome, own, 8, ['rechallenge', 'rechallenge_result']) AS rechallenge_outcome,
        elsewhere(least_days, own, 9, ['latency_value', 'latency_value_to', 'latency_days']) AS least_days_9,
        elsewhere(most_days, own, 9, ['latency_value', 'latency_value_to', 'latency_days']) AS most_days_9,
        least_days_9 = max(least_days_9) OVER (PARTITION BY scope) AS is_latest,
        elsewhere(prior_imid, own, 9, ['prior_imid']) AS prior_imid_9,
        elsewhere(latency_days, own, 10, ['latency_value', 'latency_value_to', 'latency_days']) AS latency_days_10,
        elsewhere(prior_imid, own, 10, ['prior_imid']) AS prior_imid_10,
        later_other_imid,
        elsewhere(recurred(later_other_imid_result), own, 11, ['later_other_imid_result']) AS recurred_on_other
    FROM known
),

index_patient AS (
    SELECT
        cases.*,
        read_from_claims.own,
        months.readings AS months,
        macrophages.readings AS macrophages
    FROM cases
    LEFT JOIN read_from_claims USING (case_id)
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
        count(case_id) AS cases,
        count(*) FILTER (in_founding_table) AS of_eight,
        list_histogram(flatten(list(map_keys(own)))) AS own,
        unnest([
            claim_1_latency(case_id, least_days_1, most_days_1, latency_words, latency_is_inside(least_days_1, most_days_1)),
            claim_2_onset(case_id, onset),
            claim_3_ct(case_id, is_of_lung_tissue, patterns, patterns_absent, ground_glass, is_upper),
            claim_4_lavage(case_id, is_of_lung_tissue, lavage_raised, hemorrhage),
            claim_5_infection(case_id, infection_excluded),
            claim_6_stopping(case_id, stopped, rapid),
            claim_7_fibrosis(case_id, fibrosis),
            claim_8_rechallenge(case_id, rechallenge_outcome),
            claim_9_latest(case_id, least_days_9, most_days_9, is_latest, latency_words, prior_imid_9),
            claim_10_prior_imid(case_id, latency_days_10, prior_imid_10),
            claim_11_class_effect(case_id, drug, later_other_imid, recurred_on_other)
        ], recursive := true)
    FROM judged
    GROUP BY scope
    UNION ALL
    SELECT
        scope,
        CASE WHEN case_id IS NULL THEN 0 ELSE 1 END AS cases,
        NULL AS of_eight,
        list_histogram(map_keys(own)) AS own,
        unnest([
            claim_12_earlier_imid(
                case_id,
                had_lenalidomide(prior_imid, prior_imid_drugs, prior_imid_drugs_denied, prior_imid_drugs_complete),
                prior_imid_months,
                months
            ),
            claim_13_without_steroid(case_id, steroid_for_event, background_steroid, outcome),
            claim_14_measures(
                case_id,
                [bal_lymphocytes_pct, bal_eosinophils_pct, bal_macrophages_pct, bal_neutrophils_pct],
                macrophages,
                [pao2_mmhg, dlco_pct_pred, tlc_pct_pred],
                [later_pao2_mmhg, later_dlco_pct_pred, later_tlc_pct_pred]
            )
        ], recursive := true)
    FROM (SELECT unnest(['eight', 'filtered']) AS scope)
    LEFT JOIN index_patient ON true
    CROSS JOIN measured_later
),

verdicts AS (
    SELECT
        *,
        CASE
            WHEN scope = 'filtered' AND about <> 'cases' THEN NULL
            WHEN about = 'the index patient' AND own[claim] > 0 THEN 'cannot be said'
            WHEN agrees THEN 'agrees'
            WHEN NOT agrees THEN 'differs'
            ELSE 'cannot be said'
        END AS verdict
    FROM answers
)

SELECT
    claim,
    says,
    read_in,
    about,
    scope,
    verdict,
    CASE
        WHEN about = 'the index patient' AND scope = 'filtered' THEN 'asked of the index patient alone'
        WHEN cases = 0 THEN CASE about WHEN 'the index patient' THEN 'the index patient is not in this casebook' ELSE 'no case' END
        ELSE concat_ws(
            '; ',
            answer,
            format(
                '{} {} read from this sentence itself{}',
                own[claim] || ' of ' || cases,
                CASE own[claim] WHEN 1 THEN 'was' ELSE 'were' END,
                CASE verdict WHEN 'cannot be said' THEN ': it cannot be said from elsewhere' ELSE ', which proves nothing' END
            )
        )
    END AS answer,
    CASE verdict WHEN 'differs' THEN coalesce(differing, []) ELSE [] END AS differing,
    CASE verdict WHEN 'differs' THEN differ ELSE 0 END AS differ,
    of_eight
FROM verdicts
ORDER BY claim, scope
