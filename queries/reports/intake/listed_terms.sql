-- Which terms does a listing name?
-- One row per case and term.
CREATE OR REPLACE TEMP TABLE staged_reac AS
SELECT DISTINCT s.case_id AS primaryid, coalesce(n.name, s.event) AS pt
FROM staged_listing AS s LEFT JOIN cell_name AS n ON n.field = 'event' AND n.cell = s.event
