-- Which versions of cases do not count, since another does or the case was deleted?
-- One row per version, of this quarter or of one that was in before.
INSERT INTO gone
SELECT case_id, primary_id, quarter FROM report WHERE report_id IN (FROM leaver)
UNION ALL
SELECT s.caseid, s.primaryid, $quarter
FROM staged_demo AS s JOIN newcomer AS n ON n.primary_id = s.primaryid
WHERE n.report_id IS NULL
