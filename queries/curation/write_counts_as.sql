-- Which statement makes the macro that says what a term counts as?
-- One row: counts_as(outcome, 'better') is true for the terms that the codebook counts so. No table is read when it is asked.
WITH counted AS (
    SELECT
        counts_as,
        'WHEN ' || as_text(counts_as) || ' THEN term::VARCHAR IN (' || string_agg(DISTINCT as_text(term), ', ') || ')' AS branch
    FROM codebook_terms
    WHERE counts_as <> ''
    GROUP BY counts_as
)

SELECT 'CREATE MACRO counts_as(term, what) AS CASE what ' || string_agg(branch, ' ' ORDER BY counts_as) || ' END' AS statement
FROM counted
