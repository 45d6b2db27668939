-- Which terms have these words in their names, and how many reports name each?
-- One row per term, the commonest first; at most 20.
WITH named AS (
    SELECT t.name, t.spelling, count(*) AS reports
    FROM shown_term AS t JOIN reaction AS r USING (term_id)
    WHERE contains(t.spelling, spelling_of($words))
    GROUP BY t.name, t.spelling
)
SELECT name, reports FROM named ORDER BY spelling <> spelling_of($words), reports DESC, name LIMIT 20
