-- How many reports of the population name each event?
-- One row per event, in the order of the names.
SELECT name, n_event FROM event_margin ORDER BY place
