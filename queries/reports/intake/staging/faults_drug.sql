-- Which lines of drugs cannot be taken in?
-- One row per line; row counts the lines with the right number of fields from 0.
SELECT
    s.rowid AS row,
    CASE
        WHEN n.primary_id IS NULL THEN 'no report with this number is in the quarter''s DEMO file'
        WHEN beyond <> '' THEN 'a field more than the header names'
        WHEN role_cod = 'DN' THEN 'the drug was not administered (role DN)'
        WHEN coalesce(role_cod, '') NOT IN ('PS', 'SS', 'I', 'C') THEN 'the role is none of PS, SS, I, C'
        WHEN is_missing(coalesce(drugname, '')) AND is_missing(coalesce(prod_ai, '')) THEN 'no drug is named'
    END AS reason
FROM staged_drug AS s
LEFT JOIN newcomer AS n ON n.primary_id = s.primaryid
WHERE n.primary_id IS NULL
    OR beyond <> ''
    OR role_cod = 'DN'
    OR coalesce(role_cod, '') NOT IN ('PS', 'SS', 'I', 'C')
    OR (is_missing(coalesce(drugname, '')) AND is_missing(coalesce(prod_ai, '')))
ORDER BY row
