-- Which terms have these words in their names, and how many reports name each?
-- One row per term, the commonest first; at most 20.
SELECT t.name, count(*) AS reports
FROM shown_term AS t JOIN reaction AS r USING (term_id)
WHERE contains(t.spelling, spelling_of($words))
GROUP BY ALL
ORDER BY t.spelling = spelling_of($words) DESC, reports DESC, t.name
LIMIT 20
