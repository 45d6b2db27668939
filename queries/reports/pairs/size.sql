-- How many reports are in the population?
-- One row.
SELECT count(*) AS n FROM taken
