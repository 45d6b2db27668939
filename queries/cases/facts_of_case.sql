-- What is known of this case, and where was it read?
-- One row per fact, in clinical order: its section and name, the value or the state it is in, the locator, the note.
SELECT
    split_part(columns.comment, ':', 1) AS section,
    regexp_extract(columns.comment, '^[^:]+: (.*?)\. ', 1) AS label,
    facts.fact,
    facts.state::VARCHAR AS state,
    coalesce(facts.told, facts.state::VARCHAR) AS told,
    coalesce(facts.locator, '') AS locator,
    coalesce(facts.note, '') AS note
FROM facts
INNER JOIN duckdb_columns() AS columns ON columns.table_name = 'cases' AND columns.column_name = facts.fact
WHERE facts.case_id = $case_id
ORDER BY columns.column_index
