-- Where was each value read?
-- One row per case and fact: the value or the state it is in, the locator, and the curator's note; in the order of the
-- cases and of the columns of the table cases, in which the build puts the facts in.
SELECT
    facts.case_id,
    fact,
    coalesce(told, facts.state::VARCHAR) AS told,
    facts.state,
    coalesce(locator, '') AS locator,
    coalesce(note, '') AS note
FROM selected_cases($selection) AS selected
INNER JOIN facts ON facts.case_id = selected.case_id
ORDER BY facts.rowid
