-- How did the reports that come in end?
-- One row per report and outcome code.
INSERT INTO outcome
SELECT DISTINCT n.report_id, upper(stripped(s.outc_cod))
FROM staged_outc AS s JOIN newcomer AS n ON n.primary_id = s.primaryid
WHERE n.report_id IS NOT NULL
