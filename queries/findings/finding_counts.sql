-- Which symptoms, CT patterns and distributions do the reports name?
-- One row per finding and drug that occur, with the cases before it in its row of the chart, and in the whole row;
-- `known` counts the cases that say anything of that kind of finding, `none` those that say there was none at all, `of_all`
-- all cases of which the kind is asked; `denied` counts the cases, on any drug, that are known to have been without the
-- finding; `dot_ids` names each case of a row where all together are 60 at most, which are drawn as dots. A kind of which none is named has one row, without a drug.
WITH chosen AS (
    SELECT * FROM findings_by_kind($selection)
    WHERE is_asked
),

kinds AS (
    SELECT
        kind_place,
        kind,
        count(terms) AS known,
        count(*) FILTER (len(terms) = 0 AND complete) AS none,
        count(*) FILTER (complete) AS complete,
        count(*) AS of_all
    FROM chosen
    GROUP BY kind_place, kind
),

named AS (
    SELECT
        kind,
        finding,
        drug,
        count(*) AS cases,
        min(case_id, 60) AS first_ids,
        (sum(count(*)) OVER (PARTITION BY kind, finding))::INTEGER AS of_term,
        (sum(count(*) FILTER (complete)) OVER (PARTITION BY kind, finding))::INTEGER AS of_term_in_complete
    FROM (SELECT kind, drug, complete, case_id, unnest(terms) AS finding FROM chosen)
    GROUP BY kind, finding, drug
),

denied AS (
    SELECT
        kind,
        finding,
        count(*) AS cases
    FROM (SELECT kind, unnest(denied) AS finding FROM chosen WHERE NOT complete)
    GROUP BY kind, finding
),

counted AS (
    SELECT
        kinds.kind_place,
        kinds.kind,
        kinds.known,
        kinds.none,
        kinds.of_all,
        coalesce(named.finding, kinds.kind || ': none named') AS finding,
        named.drug,
        named.first_ids,
        coalesce(named.cases, 0) AS cases,
        coalesce(named.of_term, 0) AS of_term,
        coalesce(denied.cases, 0) + kinds.complete - coalesce(named.of_term_in_complete, 0) AS denied
    FROM kinds
    LEFT JOIN named ON named.kind = kinds.kind
    LEFT JOIN denied ON denied.kind = named.kind AND denied.finding = named.finding
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
    dense_rank() OVER (ORDER BY kind_place, of_term DESC, finding)::INTEGER AS finding_rank,
    CASE WHEN max(of_all) OVER () <= 60 THEN coalesce(array_to_string(first_ids, ', '), '') ELSE '' END AS dot_ids
FROM counted
WINDOW so_far AS (PARTITION BY kind, finding ORDER BY drug)
ORDER BY kind_place, of_term DESC, finding, drug
