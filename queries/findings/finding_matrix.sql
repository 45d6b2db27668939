-- What did each case look like?
-- One row per case, of the 60 with the shortest latency, and finding: named, denied, not said, not reported or not read;
-- cases ranked by latency in days, findings by how often they are named; a kind of which none is named has one row per
-- case, too, so that it shows who says nothing of it; `all_cases` counts those left out too. A finding is denied where the
-- source denies it, or names all there was of that kind (`complete`) without it.
WITH chosen AS (
    SELECT *, count(*) OVER () AS all_cases
    FROM selected_cases($selection)
    ORDER BY latency_days NULLS LAST, case_id
    LIMIT 60
),

kinds AS (
    SELECT
        case_id,
        drug,
        latency_days,
        all_cases,
        unnest([
            {
                'kind': 'symptom',
                'terms': symptoms::VARCHAR[],
                'denied': symptoms_denied::VARCHAR[],
                'complete': symptoms_complete,
                'state': symptoms_state
            },
            {
                'kind': 'CT pattern',
                'terms': ct_patterns::VARCHAR[],
                'denied': ct_patterns_denied::VARCHAR[],
                'complete': ct_patterns_complete,
                'state': ct_patterns_state
            },
            {
                'kind': 'CT distribution',
                'terms': ct_distribution::VARCHAR[],
                'denied': ct_distribution_denied::VARCHAR[],
                'complete': ct_distribution_complete,
                'state': ct_distribution_state
            }
        ], recursive := true)
    FROM chosen
),

findings AS (
    SELECT
        kind,
        finding,
        count(*) FILTER (is_named) AS named_in
    FROM (
        SELECT kind, unnest(terms) AS finding, true AS is_named FROM kinds
        UNION ALL
        SELECT kind, unnest(denied), false FROM kinds
    )
    GROUP BY kind, finding
)

SELECT
    kinds.case_id,
    kinds.drug,
    kinds.latency_days,
    dense_rank() OVER (ORDER BY kinds.latency_days NULLS LAST, kinds.case_id)::INTEGER AS case_rank,
    kinds.kind,
    coalesce(findings.finding, 'no ' || kinds.kind) AS finding,
    coalesce(findings.named_in, 0) AS named_in,
    row_number() OVER (
        PARTITION BY kinds.case_id
        ORDER BY array_position(['symptom', 'CT pattern', 'CT distribution'], kinds.kind), findings.named_in DESC, findings.finding
    )::INTEGER AS finding_rank,
    CASE
        WHEN kinds.terms IS NULL THEN kinds.state::VARCHAR
        WHEN list_contains(kinds.terms, findings.finding) THEN 'named'
        WHEN findings.finding IS NULL THEN 'not said'
        WHEN kinds.complete OR list_contains(kinds.denied, findings.finding) THEN 'denied'
        ELSE 'not said'
    END AS state,
    coalesce(kinds.complete, false) AS complete,
    kinds.all_cases
FROM kinds
LEFT JOIN findings ON findings.kind = kinds.kind
ORDER BY case_rank, finding_rank
