-- Which reports are in the population?
-- One row per report.
SELECT report_id FROM population($population)
