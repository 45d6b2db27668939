-- What is in the database, and what became of the reports?
-- One row per quarter, list or listing; reports = counted + replaced + joined + deleted.
WITH counted AS (
    SELECT quarter, count(*) AS counted FROM report GROUP BY quarter
),
out AS (
    SELECT
        quarter, count(*) AS gone, count(*) FILTER (joined) AS joined,
        count(*) FILTER (case_id IN (SELECT case_id FROM struck_case)) AS deleted
    FROM gone GROUP BY quarter
),
copies AS (
    SELECT r.quarter, count(*) AS copies FROM profile AS p JOIN report AS r USING (report_id) WHERE p.duplicate GROUP BY ALL
)
SELECT
    q.label AS quarter, q.kind, q.origin, coalesce(counted, 0) + coalesce(gone, 0) AS reports,
    coalesce(counted, 0) AS counted, coalesce(gone, 0) - coalesce(deleted, 0) - coalesce(joined, 0) AS replaced,
    coalesce(joined, 0) AS joined,
    coalesce(deleted, 0) AS deleted, coalesce(copies, 0) AS look_like_copies, q.loaded_at, q.sha256
FROM quarter AS q
LEFT JOIN counted ON counted.quarter = q.label
LEFT JOIN out ON out.quarter = q.label
LEFT JOIN copies ON copies.quarter = q.label
ORDER BY q.label
