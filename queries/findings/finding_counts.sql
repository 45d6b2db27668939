-- Which symptoms, CT patterns and distributions do the reports name?
-- One row per finding and drug that occur, with the cases before it in its row of the chart, and in the whole row;
-- `known` counts the cases that say anything of that kind of finding, `of_all` all cases. A kind of which none is named
-- has one row, without a drug.
WITH chosen AS (
    SELECT
        drug,
        findings,
        symptoms,
        ct_patterns,
        ct_distribution
    FROM selected_cases($selection)
),

kinds AS (
    SELECT unnest([
        {'kind': 'symptom', 'known': count(symptoms), 'of_all': count(*), 'terms': enum_range(NULL::symptom)::VARCHAR[]},
        {'kind': 'CT pattern', 'known': count(ct_patterns), 'of_all': count(*), 'terms': enum_range(NULL::ct_pattern)::VARCHAR[]},
        {'kind': 'CT distribution', 'known': count(ct_distribution), 'of_all': count(*), 'terms': enum_range(NULL::ct_distribution)::VARCHAR[]}
    ], recursive := true)
    FROM chosen
),

named AS (
    SELECT
        finding::VARCHAR AS finding,
        drug,
        count(*) AS cases
    FROM (SELECT drug, unnest(findings) AS finding FROM chosen)
    GROUP BY ALL
),

counted AS (
    SELECT
        kind,
        known,
        of_all,
        coalesce(finding, kind || ': none named') AS finding,
        drug,
        coalesce(cases, 0) AS cases,
        coalesce(sum(cases) OVER (PARTITION BY kind, finding), 0)::INTEGER AS of_term
    FROM kinds
    LEFT JOIN named ON list_contains(kinds.terms, named.finding)
    WHERE of_all > 0
)

SELECT
    kind,
    finding,
    drug,
    cases,
    (sum(cases) OVER so_far - cases)::INTEGER AS before,
    of_term,
    sum(cases) OVER so_far = of_term AS last,
    of_all::INTEGER AS most,
    known,
    of_all,
    row_number() OVER (PARTITION BY kind ORDER BY of_term DESC, finding, drug) = 1 AS first_of_kind,
    dense_rank() OVER (
        ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kind), of_term DESC, finding
    )::INTEGER AS finding_rank
FROM counted
WINDOW so_far AS (PARTITION BY kind, finding ORDER BY drug)
ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kind), of_term DESC, finding, drug
