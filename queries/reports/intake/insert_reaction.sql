-- Which terms do the reports that come in name?
-- One row per report and term.
INSERT INTO reaction
WITH word AS (
    SELECT w.pt, t.term_id FROM written_term AS w JOIN term AS t USING (spelling)
)
SELECT DISTINCT n.report_id, w.term_id
FROM staged_reac AS s
JOIN newcomer AS n ON n.primary_id = s.primaryid
JOIN word AS w ON w.pt = s.pt
WHERE n.report_id IS NOT NULL
