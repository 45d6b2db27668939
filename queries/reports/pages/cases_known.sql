-- How many of these case numbers does the database have?
-- One row.
SELECT count(DISTINCT case_id) AS known FROM report WHERE case_id IN (SELECT unnest($cases))
