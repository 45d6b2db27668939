-- What did each case look like?
-- One row per case, of the 30 with the shortest latency, and finding: named, denied, not said, not reported or not read;
-- cases ranked by latency in days, findings by how often they are named; a kind of which none is named has one row per
-- case, too, so that it shows who says nothing of it; `all_cases` counts those left out too. A finding is denied where the
-- source denies it, or names all there was of that kind (`complete`) without it.
WITH ranked AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY latency_days NULLS LAST, case_id) AS case_rank
    FROM findings_by_kind($selection)
),

kinds AS (
    SELECT
        *,
        max(case_rank) OVER () AS all_cases
    FROM ranked
    QUALIFY case_rank <= 30
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
    kinds.case_rank::INTEGER AS case_rank,
    kinds.kind,
    coalesce(findings.finding, 'no ' || kinds.kind) AS finding,
    coalesce(findings.named_in, 0) AS named_in,
    row_number() OVER (
        PARTITION BY kinds.case_id
        ORDER BY kinds.kind_place, findings.named_in DESC, findings.finding
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
ORDER BY kinds.case_rank, finding_rank
