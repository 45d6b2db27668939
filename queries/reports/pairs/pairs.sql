-- How many reports of the population name a drug together with an event?
-- One row per pair that is named together, ordered by drug and event.
WITH pair AS (
    SELECT u.drug_id, r.term_id, count(*) AS a
    FROM used AS u JOIN reaction AS r USING (report_id)
    GROUP BY ALL
)
SELECT CAST(d.place AS INTEGER) AS drug, CAST(e.place AS INTEGER) AS event, CAST(p.a AS INTEGER) AS a
FROM pair AS p
JOIN drug_margin AS d USING (drug_id)
JOIN event_margin AS e USING (term_id)
ORDER BY d.place * 4294967296 + e.place
