-- What does each column of a case mean, and which terms may it hold?
-- One row per fact that belongs to a section, in the order of the codebook; after a list that was read, what its source
-- denies, and whether it names all there was.
WITH lists AS (
    SELECT
        section,
        place,
        name,
        label,
        kind
    FROM codebook_facts
    WHERE kind IN ('list', 'open list') AND origin = 'read'
),

facts AS (
    SELECT
        section,
        place,
        name,
        name AS fact,
        label,
        explanation,
        kind
    FROM codebook_facts
    UNION ALL
    SELECT
        section,
        place + 0.1,
        name || '_denied',
        name,
        label || ', denied',
        'What the source says was not there.',
        kind
    FROM lists
    UNION ALL
    SELECT
        section,
        place + 0.2,
        name || '_complete',
        name,
        label || ', complete',
        'Whether the source names all there was; if not, some among others.',
        'yes or no'
    FROM lists
)

SELECT
    facts.section,
    facts.name,
    facts.label,
    facts.explanation AS meaning,
    CASE facts.kind
        WHEN 'term' THEN array_to_string(types.terms || types.states, ' | ')
        WHEN 'list' THEN array_to_string(types.terms, ' | ')
        WHEN 'open list' THEN array_to_string(coalesce(types.terms, []) || ['any other words'], ' | ')
        WHEN 'yes or no' THEN 'yes | no'
        ELSE facts.kind
    END AS terms,
    facts.kind IN ('list', 'open list') AS is_list
FROM facts
LEFT JOIN codebook_types AS types ON types.fact = facts.fact
WHERE facts.section <> ''
ORDER BY facts.place
