-- Which terms do the reports that are in name, of cases that a listing holds too?
-- One row per case and term.
INSERT INTO staged_reac
SELECT r.case_id, t.name
FROM report AS r JOIN reaction AS e USING (report_id) JOIN shown_term AS t USING (term_id)
WHERE r.case_id IN (SELECT caseid FROM staged_demo)
