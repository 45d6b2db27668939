-- Which symptoms, CT patterns and distributions do the reports name?
-- One row per finding and drug that occur, with the cases before it in its row of the chart, and in the whole row;
-- `known` counts the cases that say anything of that kind of finding, `none` those that say there was none at all, `of_all`
-- all cases of which it is asked: CT is not asked of pulmonary hypertension; `denied` counts the cases, on any drug, that are
-- known to have been without the finding. A kind of which none is named has one row, without a drug.
WITH chosen AS (
    SELECT
        drug,
        findings,
        findings_denied,
        symptoms,
        symptoms_complete,
        ct_patterns,
        ct_patterns_complete,
        ct_distribution,
        ct_distribution_complete,
        NOT lung_injury_kind_is_vascular(lung_injury_kind) AS has_ct
    FROM selected_cases($selection)
),

kinds AS (
    SELECT unnest([
        {
            'kind': 'symptom',
            'known': count(symptoms),
            'none': count(*) FILTER (len(symptoms) = 0 AND symptoms_complete),
            'of_all': count(*),
            'terms': enum_range(NULL::symptom)::VARCHAR[]
        },
        {
            'kind': 'CT pattern',
            'known': count(ct_patterns) FILTER (has_ct),
            'none': count(*) FILTER (len(ct_patterns) = 0 AND ct_patterns_complete AND has_ct),
            'of_all': count(*) FILTER (has_ct),
            'terms': enum_range(NULL::ct_pattern)::VARCHAR[]
        },
        {
            'kind': 'CT distribution',
            'known': count(ct_distribution) FILTER (has_ct),
            'none': count(*) FILTER (len(ct_distribution) = 0 AND ct_distribution_complete AND has_ct),
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
        kinds.none,
        coalesce(named.finding, kinds.kind || ': none named') AS finding,
        named.drug,
        coalesce(sum(named.cases), 0)::INTEGER AS cases,
        coalesce(any_value(CASE kinds.kind WHEN 'symptom' THEN denied.denied ELSE denied.denied_of_ct END), 0) AS denied
    FROM kinds
    LEFT JOIN named ON list_contains(kinds.terms, named.finding) AND (kinds.kind = 'symptom' OR named.has_ct)
    LEFT JOIN denied ON denied.finding = named.finding
    WHERE kinds.of_all > 0
    GROUP BY kinds.kind, kinds.known, kinds.of_all, kinds.none, named.finding, named.drug
),

totalled AS (
    SELECT *, (sum(cases) OVER (PARTITION BY kind, finding))::INTEGER AS of_term
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
    none,
    denied,
    row_number() OVER (PARTITION BY kind ORDER BY of_term DESC, finding, drug) = 1 AS first_of_kind,
    dense_rank() OVER (
        ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kind), of_term DESC, finding
    )::INTEGER AS finding_rank
FROM totalled
WINDOW so_far AS (PARTITION BY kind, finding ORDER BY drug)
ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kind), of_term DESC, finding, drug
