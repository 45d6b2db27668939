-- How many cases of this view have each term of each fact that the filters use?
-- One row per fact and term that occur.
WITH terms AS (
    SELECT unnest([
        {'fact': 'cases', 'term': 'in this view'},
        {'fact': 'suspect drug', 'term': drug::VARCHAR},
        {'fact': 'latency', 'term': CASE WHEN latency_days IS NULL THEN 'not known' ELSE 'known' END},
        {'fact': 'prior IMiD exposure', 'term': prior_imid::VARCHAR},
        {'fact': 'steroid for the lung event', 'term': steroid_for_event::VARCHAR},
        {'fact': 'rechallenge', 'term': rechallenge_outcome::VARCHAR},
        {'fact': 'onset', 'term': onset::VARCHAR},
        {'fact': 'outcome', 'term': outcome::VARCHAR}
    ], recursive := TRUE)
    FROM selected_cases($selection)
)

SELECT
    fact,
    term,
    count(*) AS cases
FROM terms
GROUP BY fact, term
ORDER BY fact, term
