-- Which case numbers of AERS stand for one case, since one report came under both?
-- One row per such number, over all quarters that are in and the one that comes in.
TRUNCATE same_case;
INSERT INTO same_case
WITH RECURSIVE numbered AS (
    SELECT primary_id, case_id FROM report WHERE NOT faers
    UNION
    SELECT g.primary_id, g.case_id FROM gone AS g JOIN quarter AS q ON q.label = g.quarter WHERE q.kind = 'AERS'
    UNION
    SELECT primaryid, caseid FROM staged_demo
),
shared AS (
    SELECT primary_id, min(case_id) AS least FROM numbered GROUP BY primary_id HAVING count(*) > 1
),
linked AS (
    SELECT n.case_id, s.least AS other FROM numbered AS n JOIN shared AS s USING (primary_id)
    UNION
    SELECT s.least, n.case_id FROM numbered AS n JOIN shared AS s USING (primary_id)
),
reached AS (
    SELECT case_id, other FROM linked
    UNION
    SELECT r.case_id, l.other FROM reached AS r JOIN linked AS l ON l.case_id = r.other
)
SELECT case_id, min(other) FROM reached GROUP BY case_id;
