-- Where do the reports that come in stem from?
-- One row per report and source code.
INSERT INTO source
SELECT DISTINCT n.report_id, upper(stripped(s.rpsr_cod))
FROM staged_rpsr AS s JOIN newcomer AS n ON n.primary_id = s.primaryid
WHERE n.report_id IS NOT NULL
