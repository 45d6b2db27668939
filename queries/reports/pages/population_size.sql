-- How many reports are in a population?
-- One row.
SELECT coalesce(sum(reports), 0)::BIGINT AS reports FROM counted($population)
