-- How many lines of the staged file are in?
-- One row.
SELECT count(*) FROM query_table($table)
