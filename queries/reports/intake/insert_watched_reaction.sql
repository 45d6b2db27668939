-- Which new reports name a listed term?
-- One row per report and term.
INSERT INTO watched_reaction
SELECT p.*, r.term_id
FROM reaction AS r JOIN profile AS p USING (report_id)
WHERE r.report_id >= $first AND r.term_id IN (SELECT term_id FROM term JOIN listed_term USING (spelling))
