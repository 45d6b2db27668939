-- What did the lavage show?
-- One row per case with a lavage, of the first 30 by latency, and kind of cell: its share in % from the one before to its
-- own end; what is not stated fills the rest to 100. The first rows are the reference, of healthy people, which has bounds and
-- no shares: what is drawn of it fills the bar. The bounds stand in each row of that cell. `lavages` counts the cases left
-- out too. It is not asked of pulmonary hypertension: `not_asked` counts those cases, `of_all` the others, with a lavage or not.
WITH chosen AS (
    SELECT
        count(*) FILTER (NOT lung_injury_kind_is_vascular(lung_injury_kind)) AS of_all,
        count(*) FILTER (lung_injury_kind_is_vascular(lung_injury_kind)) AS not_asked
    FROM selected_cases($selection)
),

done AS (
    SELECT *, count(*) OVER () AS lavages
    FROM selected_cases($selection)
    WHERE bal_performed = 'yes' AND NOT lung_injury_kind_is_vascular(lung_injury_kind)
    ORDER BY latency_days NULLS LAST, case_id
    LIMIT 30
),

bars AS (
    SELECT
        'reference' AS case_id,
        NULL AS drug,
        0 AS case_rank,
        max(drawn_pct) FILTER (cell = 'lymphocytes') AS lymphocytes,
        max(drawn_pct) FILTER (cell = 'eosinophils') AS eosinophils,
        max(drawn_pct) FILTER (cell = 'neutrophils') AS neutrophils,
        max(drawn_pct) FILTER (cell = 'macrophages') AS macrophages,
        'healthy, never smoked' AS marks,
        NULL AS lavages
    FROM lavage_reference
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
    cells.case_id,
    cells.drug,
    cells.case_rank::INTEGER AS case_rank,
    cells.cell,
    CASE WHEN cells.case_id <> 'reference' THEN cells.share_pct END AS share_pct,
    sum(cells.share_pct) OVER so_far - cells.share_pct AS from_pct,
    sum(cells.share_pct) OVER so_far AS to_pct,
    cells.marks,
    cells.without_shares,
    cells.place = max(cells.place) OVER (PARTITION BY cells.case_id) AS last,
    cells.lavages,
    lavage_reference.low_pct AS reference_low_pct,
    lavage_reference.high_pct AS reference_high_pct,
    chosen.of_all,
    chosen.not_asked
FROM cells
CROSS JOIN chosen
LEFT JOIN lavage_reference ON lavage_reference.cell = cells.cell
WHERE (cells.share_pct > 0 OR (cells.share_pct = 0 AND cells.cell <> 'not stated')) AND EXISTS (FROM selected_cases($selection))
WINDOW so_far AS (PARTITION BY cells.case_id ORDER BY cells.place)
ORDER BY cells.case_rank, cells.place
