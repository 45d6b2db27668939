-- Which terms are better spelt in this quarter?
-- One row per term; the last spelling in the order of bytes is kept, whatever the order of loading.
UPDATE term SET name = greatest(term.name, word.name)
FROM (
    SELECT spelling, max(name) AS name
    FROM written_term
    GROUP BY ALL
) AS word
WHERE $mixed AND term.spelling = word.spelling AND term.name IS DISTINCT FROM greatest(term.name, word.name)
