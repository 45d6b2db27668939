-- How many cases would each term of a filter leave, beside the other filters?
-- One row per filter and term that any of those cases has: its key, its term, and how many have it.
SELECT
    filter,
    term,
    cases
FROM terms_left($selection)
ORDER BY filter, term
