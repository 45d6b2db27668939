-- How many reports name a drug or no IMiD at all, and how many of these name the event?
-- One row; a report that does both counts once.
WITH exposed_reports AS (
    SELECT report_id, imid_roles FROM exposed($population, [$drug])
)
SELECT
    (SELECT coalesce(sum(reports), 0)::BIGINT FROM counted($population) WHERE imid_roles = 0)
    + (SELECT count(*) FROM exposed_reports WHERE imid_roles <> 0) AS n,
    (
        SELECT count(*)
        FROM affected($population, [$event])
        WHERE (imid_roles = 0 OR report_id IN (SELECT report_id FROM exposed_reports))
    ) AS n_event
