-- Which terms does a listing name?
-- One row per case and term.
CREATE OR REPLACE TEMP TABLE staged_reac AS
SELECT DISTINCT case_id AS primaryid, event AS pt
FROM staged_listing
