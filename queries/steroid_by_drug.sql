-- Was a steroid given for the lung event?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
WITH counted AS (
    SELECT steroid_for_event, drug, count(*) AS cases
    FROM selected_cases($selection)
    GROUP BY steroid_for_event, drug
)

SELECT
    *,
    (sum(cases) OVER term_so_far - cases)::INTEGER AS before,
    (sum(cases) OVER term)::INTEGER AS of_term,
    sum(cases) OVER term_so_far = sum(cases) OVER term AS last,
    (sum(cases) OVER ())::INTEGER AS most
FROM counted
WINDOW
    term AS (PARTITION BY steroid_for_event),
    term_so_far AS (PARTITION BY steroid_for_event ORDER BY drug)
ORDER BY steroid_for_event, drug
