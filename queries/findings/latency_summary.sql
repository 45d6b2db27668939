-- Between which days do the known latencies lie, by drug, by prior IMiD exposure, by onset?
-- One row per grouping and group that occurs; the known latencies in ascending order, in days.
WITH counted AS (
    SELECT
        grouping(drug) = 0 AS by_drug,
        grouping(prior_imid) = 0 AS by_prior_imid,
        grouping(onset) = 0 AS by_onset,
        drug,
        prior_imid,
        onset,
        count(*) AS cases,
        count(latency_days) AS known,
        list_sort(list(latency_days) FILTER (latency_days IS NOT NULL)) AS latencies_days
    FROM selected_cases($selection)
    GROUP BY GROUPING SETS ((), (drug), (prior_imid), (onset))
    HAVING count(*) > 0
)

SELECT
    CASE WHEN by_drug THEN 'suspect drug' WHEN by_prior_imid THEN 'prior IMiD exposure' WHEN by_onset THEN 'onset' ELSE 'all' END AS grouping,
    CASE WHEN by_drug THEN drug::VARCHAR WHEN by_prior_imid THEN prior_imid::VARCHAR WHEN by_onset THEN onset::VARCHAR ELSE 'all' END AS of_group,
    cases,
    known,
    latencies_days
FROM counted
ORDER BY by_onset, by_prior_imid, by_drug, drug, prior_imid, onset
