-- How many reports leave?
-- One row.
SELECT count(*) FROM leaver
