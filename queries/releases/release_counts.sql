-- How many cases of this view have each term of each of these facts, and of how many is a number known?
-- One row per fact and term that occur, and one of the cases of this view. A case counts at each term of a list.
WITH chosen AS (
    SELECT COLUMNS($facts)::VARCHAR
    FROM selected_cases($selection)
),

terms AS (
    SELECT
        fact,
        CASE WHEN NOT list_contains($numbers, fact) THEN answer WHEN answer IS NULL THEN 'not known' ELSE 'known' END AS term
    FROM chosen UNPIVOT INCLUDE NULLS (answer FOR fact IN (*)) -- noqa: PRS

    UNION ALL -- noqa: PRS

    SELECT
        fact,
        unnest(answers) AS term
    FROM (SELECT COLUMNS($lists)::VARCHAR[] FROM selected_cases($selection)) UNPIVOT (answers FOR fact IN (*)) -- noqa: PRS

    UNION ALL -- noqa: PRS

    SELECT
        'cases' AS fact,
        'in this view' AS term
    FROM selected_cases($selection)
)

SELECT
    fact,
    term,
    count(*) AS cases
FROM terms
GROUP BY fact, term
ORDER BY fact, term
