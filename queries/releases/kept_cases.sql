-- Which facts of each case do the filters use?
-- One row per case: the facts that are asked for; `text` is what the text search looks in.
SELECT
    case_id,
    COLUMNS($facts),
    regexp_replace(searchable, '[|]+', '|', 'g') AS text
FROM selected_cases($selection)
ORDER BY case_id
