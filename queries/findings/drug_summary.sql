-- What is known of the cases, drug by drug?
-- One row per drug that occurs, and one for all drugs together; counts of cases, latencies in days.
WITH by_drug AS (
    SELECT
        drug AS of_drug,
        grouping(drug) AS together,
        count(*) AS cases,
        count(latency_days) AS latency_known,
        min(latency_days) AS latency_lowest_days,
        median(latency_days) AS latency_median_days,
        max(latency_days) AS latency_highest_days,
        count(*) FILTER (prior_imid = 'yes') AS prior_imid_yes,
        count(*) FILTER (prior_imid IN ('yes', 'no')) AS prior_imid_known,
        count(*) FILTER (steroid_for_event = 'yes') AS steroid_yes,
        count(*) FILTER (steroid_for_event IN ('yes', 'no')) AS steroid_known,
        count(*) FILTER (outcome_is_better(outcome)) AS outcome_better,
        count(*) FILTER (NOT is_unknown(outcome)) AS outcome_known,
        count(*) FILTER (rechallenge_outcome = 'recurred') AS rechallenge_recurred,
        count(*) FILTER (rechallenge_outcome IN ('recurred', 'did not recur')) AS rechallenge_result_known,
        count(*) FILTER (rechallenge_outcome_is_done(rechallenge_outcome)) AS rechallenge_done,
        count(*) FILTER (rechallenge_outcome = 'not attempted') AS rechallenge_not_attempted
    FROM selected_cases($selection)
    GROUP BY ROLLUP (drug)
    HAVING count(*) > 0
)

SELECT
    CASE WHEN together = 1 THEN 'all' ELSE of_drug::VARCHAR END AS drug,
    * EXCLUDE (of_drug, together)
FROM by_drug
ORDER BY together, of_drug
