-- How fast did they recover?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
WITH counted AS (
    SELECT pace_of_recovery, drug, count(*) AS cases
    FROM selected_cases($selection)
    GROUP BY pace_of_recovery, drug
)

SELECT
    *,
    (sum(cases) OVER term_so_far - cases)::INTEGER AS before,
    (sum(cases) OVER term)::INTEGER AS of_term,
    sum(cases) OVER term_so_far = sum(cases) OVER term AS last,
    (sum(cases) OVER ())::INTEGER AS most
FROM counted
WINDOW
    term AS (PARTITION BY pace_of_recovery),
    term_so_far AS (PARTITION BY pace_of_recovery ORDER BY drug)
ORDER BY pace_of_recovery, drug
