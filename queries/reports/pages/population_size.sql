-- How many reports are in a population?
-- One row.
SELECT count(*) AS reports FROM population($population)
