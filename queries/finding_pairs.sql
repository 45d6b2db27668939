-- Which findings come together?
-- One row per pair of findings that some case names together, in both directions; counts of cases; the place of each
-- finding among them all, the one that is named with others most often first.
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
),

counted AS (
    SELECT
        finding,
        with_finding,
        count(*) AS cases,
        (sum(count(*)) OVER (PARTITION BY finding))::INTEGER AS together,
        (sum(count(*)) OVER (PARTITION BY with_finding))::INTEGER AS with_together
    FROM pairs
    WHERE with_finding <> finding
    GROUP BY finding, with_finding
)

SELECT
    finding,
    with_finding,
    cases,
    dense_rank() OVER (ORDER BY together DESC, finding)::INTEGER AS place,
    dense_rank() OVER (ORDER BY with_together DESC, with_finding)::INTEGER AS with_place
FROM counted
ORDER BY cases DESC, finding, with_finding
