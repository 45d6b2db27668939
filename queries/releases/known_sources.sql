-- By which citation and numbers is the source of each case known, of those that stand apart too?
-- One row per case.
SELECT
    case_id,
    citation,
    year,
    doi,
    pmid
FROM cases
ORDER BY case_id
