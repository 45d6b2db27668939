-- Which reports stand behind the number of a drug and an event?
-- One row per report, the newest first; at most $most of them. Its drugs, terms and outcomes are lists. Whether it names
-- myeloma is NULL where it gives no indication, and whether it looks like a copy where it lacks what that is found by.
WITH behind AS (
    SELECT report_id FROM reports_of($population, $drug, $event)
),
shown AS MATERIALIZED (
    SELECT report_id, case_id, primary_id, case_version, fda_date, event_date, sex, age_years, reporter, report_type
    FROM report
    WHERE report_id IN (FROM behind)
    ORDER BY fda_date DESC NULLS LAST, case_id
    LIMIT $most
),
drugs AS (
    SELECT e.report_id, list(d.name || ' (' || roles_of(e.roles) || ')' ORDER BY e.roles & 3 = 0, d.name) AS drugs
    FROM exposure AS e JOIN drug AS d USING (drug_id)
    WHERE e.report_id IN (SELECT report_id FROM shown)
    GROUP BY e.report_id
),
terms AS (
    SELECT r.report_id, list(t.name ORDER BY t.name) AS terms
    FROM reaction AS r JOIN shown_term AS t USING (term_id)
    WHERE r.report_id IN (SELECT report_id FROM shown)
    GROUP BY r.report_id
),
ends AS (
    SELECT report_id, list(code ORDER BY code) AS outcomes
    FROM outcome
    WHERE report_id IN (SELECT report_id FROM shown)
    GROUP BY report_id
),
with_indication AS (
    SELECT DISTINCT report_id FROM indication WHERE report_id IN (SELECT report_id FROM shown)
)
SELECT
    s.case_id, s.primary_id, s.case_version, s.fda_date, s.event_date, CAST(s.sex AS VARCHAR) AS sex, s.age_years,
    p.country, s.reporter, s.report_type, d.drugs, t.terms, o.outcomes,
    CASE WHEN p.myeloma OR i.report_id IS NOT NULL THEN p.myeloma END AS myeloma,
    p.co_cause,
    CASE WHEN p.likeness IS NOT NULL THEN p.duplicate END AS duplicate
FROM shown AS s
JOIN profile AS p USING (report_id)
LEFT JOIN drugs AS d USING (report_id)
LEFT JOIN terms AS t USING (report_id)
LEFT JOIN ends AS o USING (report_id)
LEFT JOIN with_indication AS i USING (report_id)
ORDER BY s.fda_date DESC NULLS LAST, s.case_id
