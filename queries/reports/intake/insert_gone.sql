-- Which versions of cases do not count, since another does or the case was deleted?
-- One row per version, of this quarter or of one that was in before; of joined rows, under the first label.
INSERT INTO gone
SELECT case_id, primary_id, CASE WHEN $joining THEN least(quarter, $quarter) ELSE quarter END, $joining
FROM report WHERE report_id IN (FROM leaver)
UNION ALL
SELECT s.caseid, s.primaryid, $quarter, false
FROM staged_demo AS s JOIN newcomer AS n ON n.primary_id = s.primaryid
WHERE n.report_id IS NULL
