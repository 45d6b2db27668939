-- Which cases does a list name as deleted?
-- One row per case.
INSERT INTO deleted
SELECT DISTINCT number_of(case_id), $quarter FROM case_named
