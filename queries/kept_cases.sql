-- Which facts of each case do the filters use?
-- One row per case: what data/releases/ keeps of it, lists joined by "; ". The text search is not kept: it would hold everything.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    latency_days,
    prior_imid::VARCHAR AS prior_imid,
    steroid_for_event::VARCHAR AS steroid_for_event,
    rechallenge_outcome::VARCHAR AS rechallenge_outcome,
    onset::VARCHAR AS onset,
    outcome::VARCHAR AS outcome,
    read_as::VARCHAR AS read_as,
    array_to_string(findings, '; ') AS findings
FROM selected_cases($selection)
ORDER BY case_id
