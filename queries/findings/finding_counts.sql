-- Which symptoms, CT patterns and distributions do the reports name?
-- One row per finding and drug that occur, with the cases before it in its row of the chart, and in the whole row;
-- `known` counts the cases that say anything of that kind of finding, `of_all` all cases of which it is asked: CT is not
-- asked of pulmonary hypertension; `denied` counts the cases, on any drug, that are known to have been without the finding.
WITH chosen AS (
    SELECT
        drug,
        findings,
        findings_denied,
        symptoms,
        ct_patterns,
        ct_distribution,
        NOT lung_injury_kind_is_vascular(lung_injury_kind) AS has_ct
    FROM selected_cases($selection)
),

kinds AS (
    SELECT unnest([
        {'kind': 'symptom', 'known': count(symptoms), 'of_all': count(*), 'terms': enum_range(NULL::symptom)::VARCHAR[]},
        {
            'kind': 'CT pattern',
            'known': count(ct_patterns) FILTER (has_ct),
            'of_all': count(*) FILTER (has_ct),
            'terms': enum_range(NULL::ct_pattern)::VARCHAR[]
        },
        {
            'kind': 'CT distribution',
            'known': count(ct_distribution) FILTER (has_ct),
            'of_all': count(*) FILTER (has_ct),
            'terms': enum_range(NULL::ct_distribution)::VARCHAR[]
        }
    ], recursive := true)
    FROM chosen
),

named AS (
    SELECT
        finding::VARCHAR AS finding,
        drug,
        has_ct,
        count(*) AS cases
    FROM (SELECT drug, has_ct, unnest(findings) AS finding FROM chosen)
    GROUP BY ALL
),

denied AS (
    SELECT
        finding::VARCHAR AS finding,
        count(*) AS denied,
        count(*) FILTER (has_ct) AS denied_of_ct
    FROM (SELECT has_ct, unnest(findings_denied) AS finding FROM chosen)
    GROUP BY ALL
),

counted AS (
    SELECT
        kinds.kind,
        kinds.known,
        kinds.of_all,
        named.finding,
        named.drug,
        sum(named.cases)::INTEGER AS cases,
        coalesce(any_value(CASE kinds.kind WHEN 'symptom' THEN denied.denied ELSE denied.denied_of_ct END), 0) AS denied
    FROM named
    INNER JOIN kinds ON list_contains(kinds.terms, named.finding)
    LEFT JOIN denied ON denied.finding = named.finding
    WHERE kinds.kind = 'symptom' OR named.has_ct
    GROUP BY kinds.kind, kinds.known, kinds.of_all, named.finding, named.drug
),

totalled AS (
    SELECT *, (sum(cases) OVER (PARTITION BY finding))::INTEGER AS of_term
    FROM counted
)

SELECT
    kind,
    finding,
    drug,
    cases,
    (sum(cases) OVER so_far - cases)::INTEGER AS before,
    of_term,
    sum(cases) OVER so_far = of_term AS last,
    (max(of_all) OVER ())::INTEGER AS most,
    known,
    of_all,
    denied,
    row_number() OVER (PARTITION BY kind ORDER BY of_term DESC, finding, drug) = 1 AS first_of_kind,
    dense_rank() OVER (
        ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kind), of_term DESC, finding
    )::INTEGER AS finding_rank
FROM totalled
WINDOW so_far AS (PARTITION BY kind, finding ORDER BY drug)
ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kind), of_term DESC, finding, drug
