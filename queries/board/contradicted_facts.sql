-- On which facts do sources contradict themselves?
-- One row per case and such fact, whatever the filters: with the name of the fact for readers, in the order of the codebook.
SELECT DISTINCT
    conflicts.case_id,
    conflicts.fact,
    facts.label,
    facts.place
FROM conflicts
INNER JOIN codebook_facts AS facts ON facts.name = conflicts.fact
ORDER BY conflicts.case_id, facts.place
