-- How many reports of the population name each event?
-- One row per event, places in the order of the names.
CREATE OR REPLACE TEMP TABLE event_margin AS
SELECT term_id, t.name, r.n_event, row_number() OVER (ORDER BY t.name) - 1 AS place
FROM (SELECT term_id, count(*) AS n_event FROM reaction WHERE report_id IN (FROM taken) GROUP BY term_id) AS r
JOIN shown_term AS t USING (term_id)
