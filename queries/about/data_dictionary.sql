-- What does each column of a case mean, and which terms may it hold?
-- One row per fact that belongs to a section, in the order of the codebook.
SELECT
    facts.section,
    facts.name,
    facts.label,
    facts.explanation AS meaning,
    CASE facts.kind
        WHEN 'term' THEN array_to_string(types.terms || types.states, ' | ')
        WHEN 'list' THEN array_to_string(types.terms, ' | ')
        WHEN 'yes or no' THEN 'yes | no'
        ELSE facts.kind
    END AS terms,
    facts.kind = 'list' AS is_list
FROM codebook_facts AS facts
LEFT JOIN codebook_types AS types ON types.fact = facts.name
WHERE facts.section <> ''
ORDER BY facts.place
