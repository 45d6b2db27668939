-- What does the case file answer today to each claim of the founding report?
-- One row per claim and scope (the eight cases of its Table 1; the cases that the filters leave): whether the claim
-- agrees, differs, or cannot be said, the answer in counts, and the cases that make it differ: twenty named, all counted.
WITH scoped AS (
    SELECT 'eight' AS scope, * FROM cases WHERE in_founding_table
    UNION ALL
    SELECT 'filtered' AS scope, * FROM selected_cases($selection)
),

judged AS (
    SELECT
        scope,
        case_id,
        drug,
        in_founding_table,
        latency_days,
        latency_days < 6 OR latency_days > 22 * days_in('month') AS latency_outside,
        onset,
        ct_patterns IS NOT NULL AS ct_told,
        coalesce(list_contains(ct_patterns, 'ground-glass opacities'), false) AS ground_glass,
        ct_distribution IS NOT NULL AS ct_where_told,
        coalesce(list_has_any(ct_distribution, ['apical', 'upper', 'mid-to-upper']::ct_distribution[]), false) AS upper_lung,
        CASE
            WHEN bal_lymphocytes_pct > 15 OR bal_eosinophils_pct > 1 THEN true
            WHEN list_has_any(bal_impression, ['lymphocytosis', 'eosinophilia']::bal_impression[]) THEN true
            WHEN bal_lymphocytes_pct <= 15 AND bal_eosinophils_pct <= 1 THEN false
            WHEN list_contains(bal_impression, 'considered normal') THEN false
        END AS lavage_raised,
        bal_alveolar_hemorrhage,
        infection_excluded,
        drug_discontinued = 'yes' AND pace_of_recovery = 'rapid' AS rapid_after_stop,
        drug_discontinued = 'yes'
        AND (pace_of_recovery = 'progressive' OR outcome IN ('stable', 'worsened', 'died of the lung injury')) AS not_rapid_after_stop,
        outcome,
        rechallenge_outcome,
        rechallenge_outcome IN ('recurred', 'did not recur') AS rechallenge_told,
        prior_imid,
        later_other_imid,
        later_other_imid_result IN ('recurred', 'did not recur') AS later_other_told
    FROM scoped
),

patterns AS (
    SELECT scope, pattern, count(*) AS named
    FROM (SELECT scope, unnest(ct_patterns) AS pattern FROM scoped)
    GROUP BY scope, pattern
),

latest AS (
    SELECT
        scope,
        bool_or(prior_imid = 'yes') AS some_prior_imid,
        bool_and(prior_imid = 'no') AS no_prior_imid,
        string_agg(DISTINCT prior_imid::VARCHAR, ' or ' ORDER BY prior_imid::VARCHAR) AS prior_imid,
        min(told_latency(latency_value, latency_unit, latency_value_state)) AS latency,
        min(case_id, 20) AS named,
        count(*) AS cases
    FROM scoped
    WHERE latency_days = (SELECT max(every.latency_days) FROM scoped AS every WHERE every.scope = scoped.scope)
    GROUP BY scope
),

scopes AS (
    SELECT
        names.scope,
        count(judged.case_id) AS n,
        count(latency_days) AS latency_known,
        min(latency_days) AS latency_low,
        max(latency_days) AS latency_high,
        count(*) FILTER (latency_outside) AS latency_outside,
        min(judged.case_id, 20) FILTER (latency_outside) AS latency_outside_named,
        count(*) FILTER (onset = 'abrupt') AS abrupt,
        count(*) FILTER (onset = 'progressive') AS progressive,
        count(*) FILTER (onset IN ('not reported', 'not read')) AS onset_unknown,
        count(*) FILTER (ct_told) AS ct_known,
        count(*) FILTER (ground_glass) AS ground_glass,
        count(*) FILTER (ground_glass AND upper_lung) AS ground_glass_upper,
        count(*) FILTER (ground_glass AND NOT ct_where_told) AS ground_glass_where_unknown,
        count(*) FILTER (ground_glass AND NOT upper_lung AND ct_where_told) AS ground_glass_elsewhere,
        min(judged.case_id, 20) FILTER (ground_glass AND NOT upper_lung AND ct_where_told) AS ground_glass_elsewhere_named,
        count(lavage_raised) AS lavage_told,
        count(*) FILTER (lavage_raised) AS lavage_raised,
        count(*) FILTER (bal_alveolar_hemorrhage = 'yes') AS hemorrhage,
        min(judged.case_id, 20) FILTER (NOT lavage_raised) AS lavage_not_raised_named,
        count(*) FILTER (infection_excluded = 'yes') AS infection_said,
        count(*) FILTER (infection_excluded IN ('not reported', 'not read')) AS infection_unknown,
        count(*) FILTER (infection_excluded = 'no') AS infection_not_excluded,
        min(judged.case_id, 20) FILTER (infection_excluded = 'no') AS infection_not_excluded_named,
        count(*) FILTER (rapid_after_stop) AS rapid,
        count(*) FILTER (rapid_after_stop OR not_rapid_after_stop) AS pace_known,
        count(*) FILTER (not_rapid_after_stop) AS not_rapid,
        min(judged.case_id, 20) FILTER (not_rapid_after_stop) AS not_rapid_named,
        count(*) FILTER (outcome = 'improved with residual fibrosis') AS fibrosis,
        count(*) FILTER (outcome NOT IN ('not reported', 'not read')) AS outcome_known,
        min(judged.case_id, 20) FILTER (outcome = 'improved with residual fibrosis') AS fibrosis_named,
        count(*) FILTER (rechallenge_outcome = 'recurred') AS recurred,
        count(*) FILTER (rechallenge_told) AS rechallenge_told,
        min(judged.case_id, 20) FILTER (rechallenge_told) AS rechallenge_named,
        count(*) FILTER (rechallenge_told AND NOT in_founding_table) AS rechallenge_others,
        min(judged.case_id, 20) FILTER (rechallenge_told AND NOT in_founding_table) AS rechallenge_others_named,
        count(*) FILTER (prior_imid = 'yes' AND latency_days IS NOT NULL) AS latency_with,
        count(*) FILTER (prior_imid = 'no' AND latency_days IS NOT NULL) AS latency_without,
        count(*) FILTER (later_other_imid = 'yes') AS later_other,
        count(*) FILTER (later_other_told) AS later_other_told,
        min(judged.case_id, 20) FILTER (later_other_told) AS later_other_named,
        count(*) FILTER (drug = 'thalidomide') AS thalidomide,
        count(*) FILTER (drug = 'lenalidomide') AS lenalidomide,
        coalesce(bool_or(judged.case_id = 'vivien-2022'), false) AS has_index
    FROM (VALUES ('eight'), ('filtered')) AS names (scope)
    LEFT JOIN judged ON judged.scope = names.scope
    GROUP BY names.scope
),

index_months AS (
    SELECT list(says ORDER BY says) AS readings
    FROM (SELECT unnest(readings, recursive := true) FROM conflicts WHERE case_id = 'vivien-2022' AND fact = 'prior_imid_months')
),

index_macrophages AS (
    SELECT string_agg(says, ' or ' ORDER BY says) AS readings
    FROM (SELECT unnest(readings, recursive := true) FROM conflicts WHERE case_id = 'vivien-2022' AND fact = 'bal_macrophages_pct')
),

index_later AS (
    SELECT
        max(measure.value) FILTER (measure.fact = 'pao2_mmhg') AS pao2_mmhg,
        max(measure.value) FILTER (measure.fact = 'dlco_pct_pred') AS dlco_pct_pred,
        max(measure.value) FILTER (measure.fact = 'tlc_pct_pred') AS tlc_pct_pred
    FROM (SELECT unnest(measures) AS measure FROM course WHERE case_id = 'vivien-2022')
),

index_case AS (
    SELECT
        cases.*,
        index_months.readings AS months,
        index_macrophages.readings AS macrophages,
        index_later.pao2_mmhg AS later_pao2_mmhg,
        index_later.dlco_pct_pred AS later_dlco_pct_pred,
        index_later.tlc_pct_pred AS later_tlc_pct_pred
    FROM index_months
    CROSS JOIN index_macrophages
    CROSS JOIN index_later
    LEFT JOIN cases ON cases.case_id = 'vivien-2022'
),

answers AS (
    SELECT
        scopes.scope,
        unnest([
            {
                'claim': 1,
                'agrees': CASE WHEN latency_outside > 0 THEN false WHEN latency_known > 0 THEN true END,
                'answer': CASE
                    WHEN latency_known > 0
                    THEN round(latency_low)::INTEGER || ' to ' || round(latency_high)::INTEGER || ' days in the ' || latency_known || ' of ' || n || ' that say'
                    ELSE 'no latency known'
                END,
                'differing': latency_outside_named, 'differ': latency_outside
            },
            {
                'claim': 2,
                'agrees': CASE
                    WHEN 2 * abrupt > n THEN true
                    WHEN n > 0 AND 2 * (abrupt + progressive + onset_unknown) <= n THEN false
                END,
                'answer': 'abrupt ' || abrupt || ', progressive ' || progressive || ', not known ' || onset_unknown || ' of ' || n
                || '; whether progressive means rapidly is not told apart',
                'differing': NULL, 'differ': 0
            },
            {
                'claim': 3,
                'agrees': CASE
                    WHEN ct_known = 0 THEN NULL
                    WHEN ground_glass = 0 THEN false
                    WHEN ground_glass < (SELECT max(named) FROM patterns WHERE patterns.scope = scopes.scope) THEN false
                    WHEN 2 * ground_glass_upper > ground_glass THEN true
                    WHEN 2 * (ground_glass_upper + ground_glass_where_unknown) <= ground_glass THEN false
                END,
                'answer': 'ground-glass opacities in ' || ground_glass || ' of ' || ct_known || ' that say; mid to upper in '
                || ground_glass_upper || ' of those' || CASE WHEN ground_glass_where_unknown > 0 THEN ', not known of ' || ground_glass_where_unknown ELSE '' END,
                'differing': ground_glass_elsewhere_named, 'differ': ground_glass_elsewhere
            },
            {
                'claim': 4,
                'agrees': CASE WHEN lavage_raised < lavage_told THEN false WHEN lavage_told > 0 AND hemorrhage > 0 THEN true END,
                'answer': 'raised in ' || lavage_raised || ' of ' || lavage_told || ' lavages that say; hemorrhage named in ' || hemorrhage,
                'differing': lavage_not_raised_named, 'differ': lavage_told - lavage_raised
            },
            {
                'claim': 5,
                'agrees': CASE WHEN infection_not_excluded > 0 THEN false WHEN n > 0 AND infection_unknown = 0 THEN true END,
                'answer': 'said of ' || infection_said || ' of ' || n || '; not known of ' || infection_unknown,
                'differing': infection_not_excluded_named, 'differ': infection_not_excluded
            },
            {
                'claim': 6,
                'agrees': CASE WHEN not_rapid > 0 THEN false WHEN n > 0 AND rapid = n THEN true END,
                'answer': 'drug stopped and rapid in ' || rapid || ' of ' || pace_known || ' that say; not known of ' || (n - pace_known),
                'differing': not_rapid_named, 'differ': not_rapid
            },
            {
                'claim': 7,
                'agrees': CASE WHEN fibrosis > 1 THEN false WHEN fibrosis = 1 AND outcome_known = n THEN true END,
                'answer': fibrosis || ' of ' || outcome_known || ' whose outcome is known; not known of ' || (n - outcome_known),
                'differing': fibrosis_named, 'differ': fibrosis
            },
            {
                'claim': 8,
                'agrees': CASE WHEN rechallenge_told > 0 THEN recurred = 3 AND rechallenge_told = 4 END,
                'answer': 'recurred in ' || recurred || ' of ' || rechallenge_told,
                'differing': coalesce(rechallenge_others_named, rechallenge_named),
                'differ': CASE WHEN rechallenge_others > 0 THEN rechallenge_others ELSE rechallenge_told END
            },
            {
                'claim': 9,
                'agrees': CASE WHEN latest.some_prior_imid THEN false WHEN latest.no_prior_imid THEN true END,
                'answer': coalesce('latest: ' || latest.latency || ', prior IMiD ' || latest.prior_imid, 'no latency known'),
                'differing': latest.named, 'differ': latest.cases
            },
            {
                'claim': 10,
                'agrees': CASE WHEN n > 0 THEN least(latency_with, latency_without) < 6 END,
                'answer': 'latency known with a prior IMiD: ' || latency_with || '; without: ' || latency_without,
                'differing': NULL, 'differ': 0
            },
            {
                'claim': 11,
                'agrees': CASE WHEN later_other_told > 0 THEN false WHEN n > 0 AND thalidomide + lenalidomide = 0 THEN true END,
                'answer': CASE
                    WHEN later_other = 0 THEN 'no report of another IMiD afterwards'
                    ELSE 'another IMiD afterwards in ' || later_other || ', result known in ' || later_other_told
                END || '; cases on thalidomide ' || thalidomide || ', on lenalidomide ' || lenalidomide,
                'differing': later_other_named, 'differ': later_other_told
            },
            {
                'claim': 12,
                'agrees': CASE
                    WHEN has_index THEN list_contains(prior_imid_drugs, 'lenalidomide') AND prior_imid_months = 9
                    AND len(list_filter(months, lambda reading: reading = '11 months')) = 1
                END,
                'answer': CASE WHEN has_index THEN array_to_string(list_reverse(months), ' or ') ELSE 'the index patient is filtered out' END,
                'differing': ['vivien-2022'], 'differ': 1
            },
            {
                'claim': 13,
                'agrees': CASE
                    WHEN has_index AND steroid_for_event IN ('yes', 'no')
                    THEN steroid_for_event = 'no' AND background_steroid = 'yes' AND outcome IN ('resolved', 'improved')
                END,
                'answer': CASE
                    WHEN has_index
                    THEN 'steroid for the event: ' || steroid_for_event || '; background steroid: ' || background_steroid || '; ' || outcome
                    ELSE 'the index patient is filtered out'
                END,
                'differing': ['vivien-2022'], 'differ': 1
            },
            {
                'claim': 14,
                'agrees': CASE
                    WHEN has_index
                    THEN bal_lymphocytes_pct = 44 AND bal_eosinophils_pct = 25 AND bal_macrophages_pct = 30.5 AND bal_neutrophils_pct = 0.5
                    AND pao2_mmhg = 72 AND later_pao2_mmhg = 96 AND dlco_pct_pred = 37 AND later_dlco_pct_pred = 63
                    AND tlc_pct_pred = 73 AND later_tlc_pct_pred = 108
                END,
                'answer': CASE
                    WHEN has_index
                    THEN 'lymphocytes ' || told_number(bal_lymphocytes_pct, NULL) || ' %, eosinophils ' || told_number(bal_eosinophils_pct, NULL)
                    || ' %, macrophages ' || macrophages || ', neutrophils ' || told_number(bal_neutrophils_pct, NULL) || ' %; PaO2 '
                    || told_number(pao2_mmhg, NULL) || ' then ' || told_number(later_pao2_mmhg, NULL) || ' mmHg; DLCO '
                    || told_number(dlco_pct_pred, NULL) || ' then ' || told_number(later_dlco_pct_pred, NULL) || ' %; TLC '
                    || told_number(tlc_pct_pred, NULL) || ' then ' || told_number(later_tlc_pct_pred, NULL) || ' %'
                    ELSE 'the index patient is filtered out'
                END,
                'differing': ['vivien-2022'], 'differ': 1
            }
        ], recursive := true)
    FROM scopes
    LEFT JOIN latest ON latest.scope = scopes.scope
    CROSS JOIN index_case
),

claims (claim, says, read_in) AS (
    VALUES
    (1, 'Latency from the start of pomalidomide lies between 6 days and 22 months.', 'Discussion'),
    (2, 'Respiratory symptoms are abrupt or rapidly progressive in most cases.', 'Discussion'),
    (3, 'Ground-glass opacities, mid to upper lung, are the most frequent CT pattern.', 'Discussion'),
    (4, 'Lavage shows raised lymphocytes and/or eosinophils; alveolar hemorrhage occurs.', 'Discussion'),
    (5, 'Infection was ruled out.', 'Discussion'),
    (6, 'Stopping pomalidomide was followed by rapid improvement in all cases.', 'Discussion; Table 1 says progressive for two'),
    (7, 'Residual fibrosis is rare: one case.', 'Discussion'),
    (8, 'Rechallenge: recurrence in 3 of 4.', 'Discussion'),
    (9, 'The case with the latest onset (22 months) had no earlier IMiD.', 'Discussion'),
    (10, 'Whether earlier IMiD exposure changes the time to onset is unclear: too few reports say.', 'Discussion'),
    (11, 'Whether other IMiDs do the same (a class effect) is unknown; avoiding them afterwards is suggested.', 'Discussion'),
    (12, 'The index patient had lenalidomide before, for 9 months or 11 months.', 'Case presentation; Discussion'),
    (13, 'The index patient recovered without steroid for the event, while dexamethasone went on.', 'Case presentation'),
    (14, 'The index patient''s lavage, PaO2, DLCO and TLC, at the event and after.', 'Case presentation')
)

SELECT
    claims.claim,
    claims.says,
    claims.read_in,
    answers.scope,
    CASE WHEN agrees THEN 'agrees' WHEN NOT agrees THEN 'differs' ELSE 'cannot be said' END AS verdict,
    answers.answer,
    CASE WHEN NOT agrees THEN coalesce(differing, []) ELSE [] END AS differing,
    CASE WHEN NOT agrees THEN differ ELSE 0 END AS differ
FROM claims
INNER JOIN answers ON answers.claim = claims.claim
ORDER BY claims.claim, answers.scope
