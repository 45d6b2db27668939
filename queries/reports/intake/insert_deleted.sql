-- Which cases does a list name as deleted?
-- One row per case.
INSERT INTO deleted
SELECT DISTINCT case_id, $quarter FROM case_named
