-- Which findings come together?
-- One row per pair of findings that some case names together, in both directions; counts of cases.
WITH named AS (
    SELECT case_id, unnest(list_distinct(findings)) AS finding
    FROM selected_cases($selection)
    WHERE len(findings) > 0
)

SELECT
    first.finding AS finding,
    second.finding AS with_finding,
    count(*) AS cases
FROM named AS first
INNER JOIN named AS second ON second.case_id = first.case_id AND second.finding <> first.finding
GROUP BY first.finding, second.finding
ORDER BY cases DESC, finding, with_finding
