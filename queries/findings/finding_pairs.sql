-- Which findings come together?
-- One row per pair of findings that some case names together, in both directions; counts of cases; the place of each
-- finding among them all, the one that is named with others most often first. `known` counts the cases that say anything
-- of findings, `of_all` all cases; `case_ids` names the first 20 of a pair. Where no two come together there is one row,
-- without findings.
WITH chosen AS (
    SELECT
        case_id,
        findings,
        symptoms IS NOT NULL OR ct_patterns IS NOT NULL OR ct_distribution IS NOT NULL AS says
    FROM selected_cases($selection)
),

selection_size AS (
    SELECT count(*) FILTER (says) AS known, count(*) AS of_all
    FROM chosen
    HAVING count(*) > 0
),

firsts AS (
    SELECT case_id, findings, unnest(findings) AS finding
    FROM chosen
),

pairs AS (
    SELECT case_id, finding, unnest(findings) AS with_finding
    FROM firsts
),

counted AS (
    SELECT
        pairs.finding::VARCHAR AS finding,
        pairs.with_finding::VARCHAR AS with_finding,
        count(*) AS cases,
        min(pairs.case_id, 20) AS first_ids,
        (sum(count(*)) OVER (PARTITION BY pairs.finding))::INTEGER AS together,
        (sum(count(*)) OVER (PARTITION BY pairs.with_finding))::INTEGER AS with_together
    FROM pairs
    WHERE pairs.with_finding <> pairs.finding
    GROUP BY pairs.finding, pairs.with_finding
)

SELECT
    counted.finding,
    counted.with_finding,
    coalesce(counted.cases, 0) AS cases,
    dense_rank() OVER (ORDER BY counted.together DESC, counted.finding)::INTEGER AS place,
    dense_rank() OVER (ORDER BY counted.with_together DESC, counted.with_finding)::INTEGER AS with_place,
    selection_size.known,
    selection_size.of_all,
    coalesce(array_to_string(counted.first_ids, ', '), '') AS case_ids
FROM selection_size
LEFT JOIN counted ON true
ORDER BY cases DESC, counted.finding, counted.with_finding
