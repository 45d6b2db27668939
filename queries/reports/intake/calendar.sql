-- Which day, month or year do the dates of this quarter's reports mean?
-- One row per way a date is written; each is read once, since a quarter writes few different ones.
CREATE OR REPLACE TEMP TABLE calendar AS
SELECT digits, partial_date(stripped(digits)) AS date
FROM (
    SELECT fda_dt AS digits FROM staged_demo
    UNION SELECT init_fda_dt FROM staged_demo
    UNION SELECT event_dt FROM staged_demo
)
WHERE digits IS NOT NULL
