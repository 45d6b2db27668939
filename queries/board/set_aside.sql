-- How many cases agree on all required criteria, and why are the others set aside?
-- One row: cases compared; kept; set aside since they disagree on a required criterion; set aside since one cannot be compared.
WITH verdicts AS (
    SELECT
        case_id,
        bool_or(required AND comparison = 'disagrees') AS disagrees,
        bool_or(required AND comparison = 'cannot be compared') AS silent
    FROM compared_cases($selection, $patient)
    GROUP BY case_id
)

SELECT
    count(*) AS cases,
    count(*) FILTER (NOT disagrees AND NOT silent) AS kept,
    count(*) FILTER (disagrees) AS disagreeing,
    count(*) FILTER (silent AND NOT disagrees) AS silent
FROM verdicts
