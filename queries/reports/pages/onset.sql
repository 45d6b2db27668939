-- How long after the first start of the drug did the event begin, and in how many reports is that known?
-- One row per report of the drug with the event; days count the day of the start as 1 and are NULL where not usable.
WITH behind AS (
    SELECT report_id FROM reports_of($population, $drug, $event)
),
products AS (
    SELECT product_id FROM product_drug SEMI JOIN drugs_of([$drug]) USING (drug_id)
),
started AS (
    SELECT l.report_id, min(t.started) AS started, bool_or(length(t.started) = 10) AS any_whole
    FROM drug_line AS l
    JOIN therapy AS t USING (report_id, drug_seq)
    WHERE l.report_id IN (FROM behind) AND l.product_id IN (FROM products) AND bit_of(l.role) & $roles <> 0
    GROUP BY l.report_id
),
known AS (
    SELECT
        r.case_id, r.event_date, s.started,
        coalesce(r.fda_date, nullif(regexp_extract(r.quarter, '^([0-9]{4})Q[1-4]$', 1), '')) AS received,
        CASE
            WHEN r.event_date IS NULL THEN 'no date of the event'
            WHEN later_than(r.event_date, received) THEN 'the event lies after the report was received'
            WHEN s.started IS NULL THEN 'no start of the drug'
            WHEN length(r.event_date) = 10 AND length(s.started) < 10 AND s.any_whole
                THEN 'the first start is partial, though a later one is whole'
            WHEN length(r.event_date) < 10 OR length(s.started) < 10 THEN 'a date is partial'
            WHEN NOT r.faers AND (r.event_date LIKE '%-01' OR s.started LIKE '%-01')
                THEN 'an old date on the first of a month, maybe partial'
            WHEN s.started > r.event_date THEN 'the start lies after the event'
            ELSE 'usable'
        END AS state
    FROM report AS r LEFT JOIN started AS s USING (report_id)
    WHERE r.report_id IN (FROM behind)
)
SELECT
    case_id, event_date, started, state,
    CASE WHEN state = 'usable' THEN date_diff('day', CAST(started AS DATE), CAST(event_date AS DATE)) + 1 END AS days
FROM known
ORDER BY days NULLS LAST, case_id
