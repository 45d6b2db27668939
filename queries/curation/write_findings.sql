-- Which statements make the macros that put the findings of a case together?
-- One row per statement: a macro that gives the findings of all kinds in one list, and one that gives a row for each
-- selected case and kind of finding, with its terms or the state they are in.
WITH columns AS (
    SELECT
        place,
        as_text(kind) AS kind,
        as_name(fact) AS terms,
        as_name(fact || '_state') AS state
    FROM finding_kinds
)

SELECT
    'CREATE MACRO all_findings(of_case) AS '
    || string_agg('coalesce(of_case.' || terms || ', [])', ' || ' ORDER BY place) AS statement
FROM columns
UNION ALL
SELECT
    'CREATE MACRO findings_by_kind(selection) AS TABLE SELECT case_id, drug, latency_days, unnest(['
    || string_agg(
        format('{{''kind_place'': {}, ''kind'': {}, ''terms'': {}::VARCHAR[], ''state'': {}}}', place, kind, terms, state), ', ' ORDER BY place
    )
    || '], recursive := true) FROM selected_cases(selection)'
FROM columns
