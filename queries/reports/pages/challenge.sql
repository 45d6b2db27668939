-- What happened when the drug was stopped, and when it was given again?
-- One row per question and answer; a report counts once, by the most telling of its drug lines.
WITH behind AS (
    SELECT report_id FROM reports_of($population, $drug, $event)
),
products AS (
    SELECT product_id FROM product_drug SEMI JOIN drugs_of([$drug]) USING (drug_id)
),
answered AS (
    SELECT l.report_id, min(l.dechallenge) AS dechallenge, min(l.rechallenge) AS rechallenge
    FROM drug_line AS l
    WHERE l.report_id IN (FROM behind) AND l.product_id IN (FROM products) AND bit_of(l.role) & $roles <> 0
    GROUP BY l.report_id
),
said AS (
    SELECT 'stopped: did it abate?' AS question, coalesce(CAST(dechallenge AS VARCHAR), 'not reported') AS answer
    FROM answered
    UNION ALL
    SELECT 'given again: did it recur?', coalesce(CAST(rechallenge AS VARCHAR), 'not reported') FROM answered
)
SELECT question, answer, reports
FROM (SELECT question, answer, count(*) AS reports FROM said GROUP BY ALL)
ORDER BY question DESC, list_position(['yes', 'no', 'unknown', 'does not apply', 'not reported'], answer)
