-- What did the lavage show?
-- One row per case with a lavage, of the first 60 by latency, and kind of cell: its share in % from the one before to its
-- own end; what is not stated fills the rest to 100. The first rows are the reference, of healthy people. `lavages` counts
-- the cases left out too.
WITH done AS (
    SELECT *, count(*) OVER () AS lavages
    FROM selected_cases($selection)
    WHERE bal_performed = 'yes'
    ORDER BY latency_days NULLS LAST, case_id
    LIMIT 60
),

bars AS (
    SELECT
        'reference' AS case_id,
        NULL AS drug,
        0 AS case_rank,
        11.0 AS lymphocytes,
        1.0 AS eosinophils,
        3.0 AS neutrophils,
        85.0 AS macrophages,
        'healthy, never smoked' AS marks,
        NULL AS lavages
    UNION ALL
    SELECT
        case_id,
        drug::VARCHAR,
        row_number() OVER (ORDER BY latency_days NULLS LAST, case_id),
        bal_lymphocytes_pct,
        bal_eosinophils_pct,
        bal_neutrophils_pct,
        bal_macrophages_pct,
        array_to_string(
            list_concat(
                CASE WHEN bal_alveolar_hemorrhage = 'yes' THEN ['hemorrhage'] ELSE [] END,
                coalesce(bal_impression::VARCHAR[], [])
            ),
            '; '
        ),
        lavages
    FROM done
),

cells AS (
    SELECT
        case_id,
        drug,
        case_rank,
        marks,
        lavages,
        lymphocytes IS NULL AND eosinophils IS NULL AND neutrophils IS NULL AND macrophages IS NULL AS without_shares,
        unnest([
            {'place': 1, 'cell': 'lymphocytes', 'share_pct': lymphocytes},
            {'place': 2, 'cell': 'eosinophils', 'share_pct': eosinophils},
            {'place': 3, 'cell': 'neutrophils', 'share_pct': neutrophils},
            {'place': 4, 'cell': 'macrophages', 'share_pct': macrophages},
            {
                'place': 5,
                'cell': 'not stated',
                'share_pct': 100 - least(
                    coalesce(lymphocytes, 0) + coalesce(eosinophils, 0) + coalesce(neutrophils, 0) + coalesce(macrophages, 0), 100
                )
            }
        ], recursive := true)
    FROM bars
)

SELECT
    case_id,
    drug,
    case_rank::INTEGER AS case_rank,
    cell,
    share_pct,
    sum(share_pct) OVER so_far - share_pct AS from_pct,
    sum(share_pct) OVER so_far AS to_pct,
    marks,
    without_shares,
    place = max(place) OVER (PARTITION BY case_id) AS last,
    lavages
FROM cells
WHERE share_pct > 0 OR (share_pct = 0 AND cell <> 'not stated')
WINDOW so_far AS (PARTITION BY case_id ORDER BY place)
ORDER BY case_rank, place
