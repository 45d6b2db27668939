-- Which findings come together?
-- One row per pair of findings that some case names together, in both directions; counts of cases; the place of each
-- finding among them all, the one that is named with others most often first.
WITH firsts AS (
    SELECT findings, unnest(findings) AS finding
    FROM selected_cases($selection)
),

pairs AS (
    SELECT finding, unnest(findings) AS with_finding
    FROM firsts
),

counted AS (
    SELECT
        pairs.finding::VARCHAR AS finding,
        pairs.with_finding::VARCHAR AS with_finding,
        count(*) AS cases,
        (sum(count(*)) OVER (PARTITION BY pairs.finding))::INTEGER AS together,
        (sum(count(*)) OVER (PARTITION BY pairs.with_finding))::INTEGER AS with_together
    FROM pairs
    WHERE pairs.with_finding <> pairs.finding
    GROUP BY pairs.finding, pairs.with_finding
)

SELECT
    finding,
    with_finding,
    cases,
    dense_rank() OVER (ORDER BY together DESC, finding)::INTEGER AS place,
    dense_rank() OVER (ORDER BY with_together DESC, with_finding)::INTEGER AS with_place
FROM counted
ORDER BY cases DESC, finding, with_finding
