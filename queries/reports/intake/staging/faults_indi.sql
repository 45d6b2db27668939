-- Which lines of indications cannot be taken in?
-- One row per line; row counts the lines with the right number of fields from 0.
SELECT
    s.rowid AS row,
    CASE
        WHEN n.primary_id IS NULL THEN 'no report with this number is in the quarter''s DEMO file'
        WHEN beyond <> '' THEN 'a field more than the header names'
        WHEN is_missing(coalesce(indi_pt, '')) THEN 'no indication is named'
    END AS reason
FROM staged_indi AS s
LEFT JOIN newcomer AS n ON n.primary_id = s.primaryid
WHERE n.primary_id IS NULL
    OR beyond <> ''
    OR is_missing(coalesce(indi_pt, ''))
ORDER BY row
