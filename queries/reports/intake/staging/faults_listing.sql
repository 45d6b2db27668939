-- Which lines of a listing cannot be taken in?
-- One row per line; row counts the lines with the right number of fields from 0.
SELECT
    rowid AS row,
    CASE
        WHEN coalesce(trim(case_id), '') = '' THEN 'no case is named'
        WHEN coalesce(trim(drug), '') = '' THEN 'no drug is named'
        WHEN coalesce(trim(event), '') = '' THEN 'no event is named'
        ELSE 'the role is none of PS, SS, I, C'
    END AS reason
FROM staged_listing
WHERE coalesce(trim(case_id), '') = '' OR coalesce(trim(drug), '') = '' OR coalesce(trim(event), '') = ''
    OR upper(trim(role)) NOT IN ('PS', 'SS', 'I', 'C')
ORDER BY row
