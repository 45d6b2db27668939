-- How many rows of the staged listing are in?
-- One row.
SELECT count(*) FROM staged_listing
