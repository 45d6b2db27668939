-- Which symptoms, CT patterns and distributions do the reports name?
-- One row per finding and drug that occur, with the cases before it in its row of the chart, and in the whole row;
-- `known` counts the cases that say anything of that kind of finding, `of_all` all cases.
WITH chosen AS (
    SELECT * FROM findings_by_kind($selection)
),

kinds AS (
    SELECT
        kind,
        count(terms) AS known,
        count(*) AS of_all
    FROM chosen
    GROUP BY kind
),

counted AS (
    SELECT
        kind_place,
        kind,
        finding,
        drug,
        count(*) AS cases,
        (sum(count(*)) OVER (PARTITION BY kind, finding))::INTEGER AS of_term
    FROM (SELECT kind_place, kind, drug, unnest(terms) AS finding FROM chosen)
    GROUP BY kind_place, kind, finding, drug
)

SELECT
    counted.kind,
    counted.finding,
    counted.drug,
    counted.cases,
    (sum(counted.cases) OVER so_far - counted.cases)::INTEGER AS before,
    counted.of_term,
    sum(counted.cases) OVER so_far = counted.of_term AS last,
    kinds.of_all::INTEGER AS most,
    kinds.known,
    kinds.of_all,
    row_number() OVER (PARTITION BY counted.kind ORDER BY counted.of_term DESC, counted.finding, counted.drug) = 1 AS first_of_kind,
    dense_rank() OVER (ORDER BY counted.kind_place, counted.of_term DESC, counted.finding)::INTEGER AS finding_rank
FROM counted
INNER JOIN kinds ON kinds.kind = counted.kind
WINDOW so_far AS (PARTITION BY counted.kind, counted.finding ORDER BY counted.drug)
ORDER BY counted.kind_place, counted.of_term DESC, counted.finding, counted.drug
