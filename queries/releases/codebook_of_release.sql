-- With which codebook was this file made, as far as filters and criteria follow from it?
-- One row per fact that filters or is compared.
SELECT
    facts.name,
    facts.filter,
    facts.criterion,
    facts.compares,
    facts.tolerance,
    coalesce(types.terms, []) AS terms
FROM codebook_facts AS facts
LEFT JOIN codebook_types AS types ON types.fact = facts.name
WHERE facts.filter IS NOT NULL OR facts.criterion IS NOT NULL
ORDER BY facts.place
