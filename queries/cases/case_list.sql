-- Which cases are these?
-- One row per case: what a reader looks for first, states written out where a value is not known, and the
-- text in which the text search looks.
WITH listed AS (
    SELECT *
    FROM selected_cases($selection) AS selected
    ORDER BY selected.drug, selected.latency_days NULLS LAST, case_id
    LIMIT $most::INTEGER
)

SELECT
    case_id,
    case_name,
    drug::VARCHAR AS drug,
    words_of_source(year, read_as) AS year,
    latency_days,
    latency_words AS latency,
    prior_imid::VARCHAR AS prior_imid,
    onset::VARCHAR AS onset,
    list_in_words(symptoms, symptoms_state, symptoms_complete) AS symptoms,
    list_in_words(ct_patterns, ct_patterns_state, ct_patterns_complete) AS ct_patterns,
    steroid_for_event::VARCHAR AS steroid_for_event,
    background_steroid::VARCHAR AS background_steroid,
    outcome::VARCHAR AS outcome,
    rechallenge_outcome::VARCHAR AS rechallenge_outcome,
    list_in_words(co_suspect_drugs, co_suspect_drugs_state, co_suspect_drugs_complete) AS co_suspect_drugs,
    read_as::VARCHAR AS read_as,
    facts_known::INTEGER AS facts_known,
    facts_asked::INTEGER AS facts_asked,
    citation,
    searchable
FROM listed
ORDER BY listed.drug, listed.latency_days NULLS LAST, case_id
