-- Which events does a stretch of reports name?
-- One row per report and event.
SELECT report_id, term_id AS id FROM reaction WHERE report_id BETWEEN $first AND $last
