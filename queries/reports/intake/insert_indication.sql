-- What were the drugs given for?
-- One row per indication of a drug line.
INSERT INTO indication
WITH word AS (
    SELECT indi_pt, spelling_of(indi_pt) AS name FROM (SELECT DISTINCT indi_pt FROM staged_indi)
)
SELECT n.report_id, coalesce(s.drug_seq, ''), w.name
FROM staged_indi AS s
JOIN newcomer AS n ON n.primary_id = s.primaryid
JOIN word AS w USING (indi_pt)
WHERE n.report_id IS NOT NULL
