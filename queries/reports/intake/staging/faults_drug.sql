-- Which lines of drugs cannot be taken in?
-- One row per line; row counts the lines with the right number of fields from 0.
WITH named AS ( -- any_value, since DuckDB would else look at every line, not every different name
    SELECT any_value(coalesce(drugname, '')) AS drug_name, any_value(coalesce(prod_ai, '')) AS ingredient
    FROM staged_drug GROUP BY drugname, prod_ai
),
nameless AS (
    FROM (SELECT DISTINCT drug_name, ingredient, name_fault(drug_name, 'drug') AS reason FROM named)
    WHERE reason IS NOT NULL AND name_fault(ingredient, 'ingredient') IS NOT NULL
)
SELECT
    s.rowid AS row,
    CASE
        WHEN n.primary_id IS NULL THEN 'no report with this number is in the quarter''s DEMO file'
        WHEN beyond <> '' THEN 'a field more than the header names'
        WHEN role_cod = 'DN' THEN 'the drug was not administered (role DN)'
        WHEN coalesce(role_cod, '') NOT IN ('PS', 'SS', 'I', 'C') THEN 'the role is none of PS, SS, I, C'
        ELSE m.reason
    END AS reason
FROM staged_drug AS s
LEFT JOIN newcomer AS n ON n.primary_id = s.primaryid
LEFT JOIN nameless AS m ON m.drug_name = coalesce(drugname, '') AND m.ingredient = coalesce(prod_ai, '')
WHERE n.primary_id IS NULL
    OR beyond <> ''
    OR role_cod = 'DN'
    OR coalesce(role_cod, '') NOT IN ('PS', 'SS', 'I', 'C')
    OR m.reason IS NOT NULL
ORDER BY row
