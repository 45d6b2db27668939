-- Which day, month or year do the starts of this quarter's treatments mean?
-- One row per way a date is written.
CREATE OR REPLACE TEMP TABLE calendar AS
SELECT digits, partial_date(stripped(digits)) AS date
FROM (SELECT DISTINCT start_dt AS digits FROM staged_ther)
WHERE digits IS NOT NULL
