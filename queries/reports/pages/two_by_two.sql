-- How often is each chosen drug reported together with each chosen event?
-- One row per drug and event, whether reported together or not.
WITH exposed_reports AS (
    SELECT report_id, drug FROM exposed($population, $drugs)
),
affected_reports AS (
    SELECT report_id, event FROM affected($population, $events)
),
drugs AS (
    SELECT chosen.drug, coalesce(l.part, 'other') AS part, count(e.report_id) AS n_drug
    FROM (SELECT unnest($drugs) AS drug) AS chosen
    LEFT JOIN (SELECT DISTINCT drug, part FROM listed_drug) AS l USING (drug)
    LEFT JOIN exposed_reports AS e USING (drug)
    GROUP BY ALL
),
events AS (
    SELECT chosen.event, count(r.report_id) AS n_event
    FROM (SELECT unnest($events) AS event) AS chosen LEFT JOIN affected_reports AS r USING (event)
    GROUP BY ALL
),
together AS (
    SELECT drug, event, count(*) AS a
    FROM exposed_reports JOIN affected_reports USING (report_id)
    GROUP BY ALL
)
SELECT
    d.drug, d.part, e.event, coalesce(t.a, 0) AS a, d.n_drug, e.n_event,
    (SELECT coalesce(sum(reports), 0)::BIGINT FROM counted($population)) AS n
FROM drugs AS d
CROSS JOIN events AS e
LEFT JOIN together AS t USING (drug, event)
ORDER BY list_position($events, e.event), list_position(['imid', 'comparator', 'backbone'], d.part), d.drug
