-- Which symptoms, CT patterns and distributions do the reports name?
-- One row per finding and drug that occur, with the cases before it in its row of the chart, and in the whole row;
-- `known` counts the cases that say anything of that kind of finding, `of_all` all cases.
WITH named AS (
    SELECT
        case_id,
        drug,
        unnest([
            {'kind': 'symptom', 'terms': symptoms::VARCHAR[]},
            {'kind': 'CT pattern', 'terms': ct_patterns::VARCHAR[]},
            {'kind': 'CT distribution', 'terms': ct_distribution::VARCHAR[]}
        ], recursive := true)
    FROM selected_cases($selection)
),

kinds AS (
    SELECT
        kind,
        count(*) FILTER (terms IS NOT NULL) AS known,
        count(*) AS of_all
    FROM named
    GROUP BY kind
),

counted AS (
    SELECT
        kind,
        finding,
        drug,
        count(*) AS cases,
        (sum(count(*)) OVER (PARTITION BY kind, finding))::INTEGER AS of_term
    FROM (SELECT kind, drug, unnest(terms) AS finding FROM named)
    GROUP BY kind, finding, drug
)

SELECT
    counted.kind,
    finding,
    drug,
    cases,
    (sum(cases) OVER so_far - cases)::INTEGER AS before,
    of_term,
    sum(cases) OVER so_far = of_term AS last,
    of_all::INTEGER AS most,
    known,
    of_all,
    row_number() OVER (PARTITION BY counted.kind ORDER BY of_term DESC, finding, drug) = 1 AS first_of_kind,
    dense_rank() OVER (
        ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], counted.kind), of_term DESC, finding
    )::INTEGER AS finding_rank
FROM counted
INNER JOIN kinds ON kinds.kind = counted.kind
WINDOW so_far AS (PARTITION BY counted.kind, finding ORDER BY drug)
ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], counted.kind), of_term DESC, finding, drug
