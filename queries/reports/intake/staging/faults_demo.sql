-- Which lines name no report that can be taken in?
-- One row per line; row counts the lines with the right number of fields from 0.
SELECT
    rowid AS row,
    CASE
        WHEN NOT regexp_full_match(coalesce(primaryid, ''), '[0-9]+') THEN 'the report number is not a number'
        WHEN NOT regexp_full_match(coalesce(caseid, ''), '[0-9]+') THEN 'the case number is not a number'
        WHEN beyond <> '' THEN 'a field more than the header names'
        ELSE 'a second line for the same report'
    END AS reason
FROM staged_demo
WHERE NOT regexp_full_match(coalesce(primaryid, ''), '[0-9]+')
    OR NOT regexp_full_match(coalesce(caseid, ''), '[0-9]+')
    OR beyond <> ''
    OR primaryid IN (SELECT primaryid FROM staged_demo GROUP BY primaryid HAVING count(*) > 1)
QUALIFY reason <> 'a second line for the same report' OR row_number() OVER (PARTITION BY primaryid, reason ORDER BY rowid) > 1
ORDER BY row
