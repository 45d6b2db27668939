-- How many of the selected cases have which term of a column, drug by drug: one row per term and drug that occur, with the
-- cases before it in its row of the chart, and in the whole row; `case_ids` names those of a term with fewer than five,
-- `dot_ids` each of a row where all cases together are 60 at most, which are drawn as dots. `is_asked` says of which of
-- them it is counted.
CREATE MACRO counted_by_drug(selection, counted_term, is_asked := true) AS TABLE
    WITH counted AS (
        SELECT counted_term AS term, drug, count(*) AS cases, min(case_id, 60) AS first_ids
        FROM selected_cases(selection)
        WHERE is_asked
        GROUP BY counted_term, drug
    )

    SELECT
        term,
        drug,
        cases,
        (sum(cases) OVER so_far - cases)::INTEGER AS before,
        (sum(cases) OVER whole)::INTEGER AS of_term,
        sum(cases) OVER so_far = sum(cases) OVER whole AS last,
        (sum(cases) OVER ())::INTEGER AS most,
        CASE WHEN sum(cases) OVER whole < 5 THEN array_to_string(first_ids, ', ') ELSE '' END AS case_ids,
        CASE WHEN sum(cases) OVER () <= 60 THEN array_to_string(first_ids, ', ') ELSE '' END AS dot_ids
    FROM counted
    WINDOW
        whole AS (PARTITION BY term),
        so_far AS (PARTITION BY term ORDER BY drug);
