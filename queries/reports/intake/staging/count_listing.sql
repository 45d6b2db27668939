-- How many lines of the staged listing are in?
-- One row.
SELECT count(*) FROM staged_listing
