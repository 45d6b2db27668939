-- Which lines of indications cannot be taken in?
-- One row per line; row counts the lines with the right number of fields from 0.
WITH named AS ( -- any_value, since DuckDB would else look at every line, not every different name
    SELECT any_value(coalesce(indi_pt, '')) AS name FROM staged_indi GROUP BY indi_pt
),
nameless AS (
    FROM (SELECT DISTINCT name, name_fault(name, 'indication') AS reason FROM named)
    WHERE reason IS NOT NULL
)
SELECT
    s.rowid AS row,
    CASE
        WHEN n.primary_id IS NULL THEN 'no report with this number is in the quarter''s DEMO file'
        WHEN beyond <> '' THEN 'a field more than the header names'
        ELSE m.reason
    END AS reason
FROM staged_indi AS s
LEFT JOIN newcomer AS n ON n.primary_id = s.primaryid
LEFT JOIN nameless AS m ON m.name = coalesce(indi_pt, '')
WHERE n.primary_id IS NULL
    OR beyond <> ''
    OR m.reason IS NOT NULL
ORDER BY row
