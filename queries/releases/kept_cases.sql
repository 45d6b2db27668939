-- Which facts of each case do the filters use?
-- One row per case: what data/releases/ keeps of it, lists joined by "; "; `words` are those that the text search finds, each once.
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
    array_to_string(findings, '; ') AS findings,
    array_to_string(list_sort(list_distinct(regexp_split_to_array(trim(searchable), '\s+'))), ' ') AS words
FROM selected_cases($selection)
ORDER BY case_id
