-- How many cases of a listing does another hold too?
-- One row.
SELECT count(*) FROM report WHERE case_id IN (SELECT caseid FROM staged_demo)
