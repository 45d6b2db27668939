-- Which reports are in the population?
-- One row per report.
CREATE OR REPLACE TEMP TABLE taken AS
SELECT report_id FROM population($population)
