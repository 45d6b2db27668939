-- What is known of this case, and where was it read?
-- One row per fact, in clinical order: its section and name, the value or the state it is in, the locator, the note.
SELECT
    codebook_facts.section,
    codebook_facts.label,
    facts.fact,
    facts.state::VARCHAR AS state,
    coalesce(facts.told, facts.state::VARCHAR) AS told,
    coalesce(facts.locator, '') AS locator,
    coalesce(facts.note, '') AS note
FROM facts
INNER JOIN codebook_facts ON codebook_facts.name = facts.fact
WHERE facts.case_id = $case_id
ORDER BY codebook_facts.place
