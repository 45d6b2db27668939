-- Which facts of each case do the filters use?
-- One row per case: the facts that are asked for; `words` are those that the text search finds, each once.
SELECT
    case_id,
    COLUMNS($facts),
    array_to_string(list_sort(list_distinct(regexp_split_to_array(trim(searchable), '\s+'))), ' ') AS words
FROM selected_cases($selection)
ORDER BY case_id
