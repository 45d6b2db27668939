-- Is there a case of this name, and what is its source?
-- One row, or none.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    citation,
    citation_locator,
    year,
    doi,
    pmid,
    url,
    read_as::VARCHAR AS read_as,
    read_as_detail,
    facts_known::INTEGER AS facts_known,
    facts_asked::INTEGER AS facts_asked,
    secondary_source,
    words_of_source(licence, read_as) AS licence,
    licence_locator,
    changed,
    latency_words AS latency,
    prior_imid::VARCHAR AS prior_imid,
    steroid_for_event::VARCHAR AS steroid_for_event,
    outcome::VARCHAR AS outcome,
    rechallenge_outcome::VARCHAR AS rechallenge_outcome
FROM cases
WHERE case_id = $case_id
