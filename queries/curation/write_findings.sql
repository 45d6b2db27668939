-- Which statements make the macros that put the findings of a case together?
-- One row per statement: a macro that gives the findings of all kinds in one list, one that gives those that the source is
-- known not to have meant, and one that gives a row for each selected case and kind of finding: the terms or the state they
-- are in, what is denied, whether the terms are complete, and whether the kind is asked of such a case. CT is not asked of
-- pulmonary hypertension.
WITH columns AS (
    SELECT
        finding_kinds.place,
        as_text(finding_kinds.kind) AS kind,
        as_name(finding_kinds.fact) AS terms,
        as_name(finding_kinds.fact || '_state') AS state,
        as_name(finding_kinds.fact || '_denied') AS denied,
        as_name(finding_kinds.fact || '_complete') AS complete,
        as_name(codebook_types.type) AS type,
        CASE codebook_facts.section WHEN 'CT' THEN 'NOT lung_injury_kind_is_vascular(lung_injury_kind)' ELSE 'true' END AS is_asked
    FROM finding_kinds
    INNER JOIN codebook_facts ON codebook_facts.name = finding_kinds.fact
    INNER JOIN codebook_types ON codebook_types.fact = finding_kinds.fact
)

SELECT
    'CREATE MACRO all_findings(of_case) AS '
    || string_agg('coalesce(of_case.' || terms || ', [])', ' || ' ORDER BY place) AS statement
FROM columns
UNION ALL
SELECT
    'CREATE MACRO all_absent_findings(of_case) AS '
    || string_agg(
        format(
            'coalesce(absent_terms(of_case.{}, of_case.{}, of_case.{}, enum_range(NULL::{})::VARCHAR[]), [])', terms, denied, complete, type
        ),
        ' || ' ORDER BY place
    )
FROM columns
UNION ALL
SELECT
    'CREATE MACRO findings_by_kind(selection) AS TABLE SELECT case_id, drug, latency_days, unnest(['
    || string_agg(
        format(
            '{{''kind_place'': {}, ''kind'': {}, ''terms'': {}::VARCHAR[], ''denied'': {}::VARCHAR[], ''complete'': {}, ''state'': {}, ''is_asked'': {}}}',
            place, kind, terms, denied, complete, state, is_asked
        ),
        ', ' ORDER BY place
    )
    || '], recursive := true) FROM selected_cases(selection)'
FROM columns
