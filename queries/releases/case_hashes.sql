-- Which hash has the content of each case?
-- One row per case.
SELECT
    case_id,
    hash
FROM case_hashes
ORDER BY case_id
