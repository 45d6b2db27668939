-- What happened when the same drug was given again, and under another IMiD?
-- One row per case that the filters leave in which the patient's drug is suspect (every case, if no drug is stated).
SELECT
    case_id,
    case_name,
    suspects_in_words(suspects) AS drug,
    rechallenge_outcome::VARCHAR AS same_drug,
    CASE
        WHEN later_other_imid = 'yes' AND later_other_imid_result IN ('recurred', 'did not recur') THEN later_other_imid_result::VARCHAR
        WHEN later_other_imid = 'yes' THEN 'done, outcome unknown'
        WHEN later_other_imid = 'no' THEN 'not attempted'
        ELSE later_other_imid::VARCHAR
    END AS other_imid_after,
    list_in_words(later_other_imid_drugs, later_other_imid_drugs_state, later_other_imid_drugs_complete) AS which_after,
    prior_imid::VARCHAR AS other_imid_before,
    list_in_words(prior_imid_drugs, prior_imid_drugs_state, prior_imid_drugs_complete) AS which_before,
    prior_imid_lung_toxicity::VARCHAR AS lung_injury_before
FROM selected_cases($selection) AS selected
WHERE coalesce(list_contains(suspects::VARCHAR[], $drug), TRUE)
ORDER BY selected.rechallenge_outcome, case_id
