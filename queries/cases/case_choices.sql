-- Which cases can be opened?
-- One row per case, in the order of the case list.
SELECT
    case_id,
    case_name
FROM selected_cases($selection)
ORDER BY drug, latency_days NULLS LAST, case_id
LIMIT $most::INTEGER
