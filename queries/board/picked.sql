-- What did the lung look like in the cases picked for the room, and what was excluded?
-- One row per picked case, in the order of the picks, whatever the filters: every state written out.
SELECT
    case_id,
    case_name,
    suspects_in_words(suspects) AS drug,
    latency_words AS latency,
    lung_injury_kind::VARCHAR AS kind,
    list_in_words(symptoms, symptoms_state, symptoms_complete) AS symptoms,
    list_in_words(ct_patterns, ct_patterns_state, ct_patterns_complete) AS ct_patterns,
    list_in_words(ct_distribution, ct_distribution_state, ct_distribution_complete) AS ct_distribution,
    number_in_words(bal_lymphocytes_pct, bal_lymphocytes_pct_state) AS lymphocytes,
    number_in_words(bal_eosinophils_pct, bal_eosinophils_pct_state) AS eosinophils,
    number_in_words(bal_neutrophils_pct, bal_neutrophils_pct_state) AS neutrophils,
    number_in_words(bal_macrophages_pct, bal_macrophages_pct_state) AS macrophages,
    list_in_words(bal_pattern, bal_pattern_state, true) AS bal_pattern,
    list_in_words(bal_impression, bal_impression_state, bal_impression_complete) AS bal_impression,
    bal_performed::VARCHAR AS bal_performed,
    infection_excluded::VARCHAR AS infection_excluded,
    drug_discontinued::VARCHAR AS stopped,
    steroid_for_event::VARCHAR AS steroid,
    coalesce(steroid_regimen, steroid_regimen_state::VARCHAR) AS steroid_regimen,
    pace_of_recovery::VARCHAR AS pace,
    outcome::VARCHAR AS outcome,
    rechallenge_outcome::VARCHAR AS rechallenge_outcome,
    later_other_imid::VARCHAR AS later_other_imid,
    later_other_imid_result::VARCHAR AS later_other_imid_result,
    list_in_words(later_other_imid_drugs, later_other_imid_drugs_state, later_other_imid_drugs_complete) AS later_other_imid_drugs,
    death_any_cause::VARCHAR AS death_any_cause,
    citation,
    words_of_source(doi, read_as) AS doi,
    words_of_source(pmid, read_as) AS pmid,
    secondary_source,
    read_as::VARCHAR AS read_as
FROM cases
WHERE list_contains($picked::VARCHAR[], case_id)
ORDER BY list_position($picked::VARCHAR[], case_id)
