-- Where was each value read?
-- One row per case and fact: the value or the state it is in, the locator, and the curator's note.
SELECT
    facts.case_id,
    fact,
    coalesce(told, facts.state::VARCHAR) AS told,
    facts.state,
    coalesce(locator, '') AS locator,
    coalesce(note, '') AS note
FROM selected_cases($selection) AS selected
INNER JOIN facts ON facts.case_id = selected.case_id
INNER JOIN duckdb_columns() AS columns ON columns.table_name = 'cases' AND columns.column_name = fact
ORDER BY facts.case_id, columns.column_index
