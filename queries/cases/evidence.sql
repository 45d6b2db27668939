-- Where was each value read?
-- One row per case and fact: the value or the state it is in, the locator, and the curator's note; of a list what the source
-- denies, and whether it names all there was; of whom a value was said, and from which claim of the founding report it was
-- read; in the order of the cases and of the columns of the table cases, in which the build puts the facts in.
SELECT
    facts.case_id,
    fact,
    coalesce(facts.value, facts.state::VARCHAR) AS value,
    facts.state,
    coalesce(locator, '') AS locator,
    coalesce(note, '') AS note,
    coalesce(denied, '') AS denied,
    CASE complete WHEN true THEN 'yes' WHEN false THEN 'no' ELSE '' END AS complete,
    coalesce(said_of, '') AS said_of,
    coalesce(from_claim::VARCHAR, '') AS from_claim
FROM selected_cases($selection) AS selected
INNER JOIN facts ON facts.case_id = selected.case_id
ORDER BY facts.rowid
