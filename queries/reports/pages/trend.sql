-- How did the counts of a drug and an event grow, quarter by quarter?
-- One row per quarter in which a case of the population was first received.
WITH size AS (
    SELECT quarter, sum(reports)::BIGINT AS n FROM counted($population) GROUP BY quarter
),
exposed_reports AS (
    SELECT report_id, quarter FROM exposed($population, [$drug])
),
affected_reports AS (
    SELECT report_id, quarter FROM affected($population, [$event])
),
drug_size AS (
    SELECT quarter, count(*) AS n_drug FROM exposed_reports GROUP BY quarter
),
event_size AS (
    SELECT quarter, count(*) AS n_event FROM affected_reports GROUP BY quarter
),
together AS (
    SELECT quarter, count(*) AS a FROM exposed_reports SEMI JOIN affected_reports USING (report_id) GROUP BY quarter
)
SELECT
    quarter, CAST(coalesce(a, 0) AS BIGINT) AS a_in_quarter,
    CAST(sum(coalesce(a, 0)) OVER grown AS BIGINT) AS a,
    CAST(sum(coalesce(n_drug, 0)) OVER grown AS BIGINT) AS n_drug,
    CAST(sum(coalesce(n_event, 0)) OVER grown AS BIGINT) AS n_event,
    CAST(sum(n) OVER grown AS BIGINT) AS n
FROM size
LEFT JOIN drug_size USING (quarter)
LEFT JOIN event_size USING (quarter)
LEFT JOIN together USING (quarter)
WINDOW grown AS (ORDER BY quarter)
ORDER BY quarter
