-- Which cases were given an IMiD again, or another one?
-- One row per case, of the first 100, with a rechallenge, or with another IMiD before or after; states written out.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    rechallenge_outcome::VARCHAR AS rechallenge_outcome,
    rechallenge_drug::VARCHAR AS rechallenge_drug,
    coalesce(rechallenge_detail, rechallenge_detail_state::VARCHAR) AS rechallenge_detail,
    prior_imid::VARCHAR AS prior_imid,
    list_in_words(prior_imid_drugs, prior_imid_drugs_state, prior_imid_drugs_complete) AS prior_imid_drugs,
    prior_imid_lung_toxicity::VARCHAR AS prior_imid_lung_toxicity,
    later_other_imid::VARCHAR AS later_other_imid,
    list_in_words(later_other_imid_drugs, later_other_imid_drugs_state, later_other_imid_drugs_complete) AS later_other_imid_drugs
FROM selected_cases($selection)
WHERE rechallenge = 'yes' OR prior_imid = 'yes' OR later_other_imid = 'yes'
ORDER BY case_id
LIMIT 100
