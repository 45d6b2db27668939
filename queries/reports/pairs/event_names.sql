-- Which events are there?
-- One row per event, in the order of the names.
SELECT term_id AS id, name FROM shown_term ORDER BY name
