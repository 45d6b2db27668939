-- Which findings come together?
-- One row per pair of findings that some case names together, in both directions; counts of cases.
WITH named AS (
    SELECT list_distinct(findings) AS findings
    FROM selected_cases($selection)
    WHERE len(findings) > 0
),

firsts AS (
    SELECT findings, unnest(findings) AS finding
    FROM named
),

pairs AS (
    SELECT finding, unnest(findings) AS with_finding
    FROM firsts
)

SELECT
    finding,
    with_finding,
    count(*) AS cases
FROM pairs
WHERE with_finding <> finding
GROUP BY finding, with_finding
ORDER BY cases DESC, finding, with_finding
