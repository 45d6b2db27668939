-- How many reports name no IMiD, and how many of these name the event?
-- One row.
SELECT
    (SELECT count(*) FROM population($population) WHERE imid_roles = 0) AS n,
    (
        SELECT count(DISTINCT report_id)
        FROM affected($population) JOIN watched_event USING (term_id)
        WHERE event = $event AND imid_roles = 0
    ) AS n_event
