-- How do readers call each case?
-- One row per case.
SELECT
    case_id,
    case_name
FROM cases
