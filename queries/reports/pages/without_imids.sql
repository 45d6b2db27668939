-- How many reports name a drug or no IMiD at all, and how many of these name the event?
-- One row; a report that does both counts once.
WITH exposed_reports AS (
    SELECT report_id FROM exposed($population, [$drug])
)
SELECT
    (
        SELECT count(*) FROM population($population)
        WHERE imid_roles = 0 OR report_id IN (FROM exposed_reports)
    ) AS n,
    (
        SELECT count(*)
        FROM affected($population, [$event])
        WHERE (imid_roles = 0 OR report_id IN (FROM exposed_reports))
    ) AS n_event
