-- On which facts does the source of this case contradict itself?
-- One row per contradiction and reading.
SELECT
    conflicts.position,
    codebook_facts.label,
    conflicts.note,
    unnest(conflicts.readings, recursive := true)
FROM conflicts
INNER JOIN codebook_facts ON codebook_facts.name = conflicts.fact
WHERE conflicts.case_id = $case_id
ORDER BY conflicts.position
