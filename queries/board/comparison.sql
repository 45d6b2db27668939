-- On which of the criteria stated does each published case agree with the patient at hand?
-- One row per case and criterion, for the first cases by agreements, then by fewer disagreements (a case that does not say
-- may agree), then by fewer unknowns: what the case says, whether it agrees, disagrees or cannot be compared, and the case's
-- counts. Cases that do not agree on a required criterion are left out.
WITH counted AS (
    SELECT
        *,
        count(*) FILTER (comparison = 'agrees') OVER of_case AS agreements,
        count(*) FILTER (comparison = 'disagrees') OVER of_case AS disagreements,
        count(*) FILTER (comparison = 'cannot be compared') OVER of_case AS unknowns,
        bool_and(comparison = 'agrees' OR NOT required) OVER of_case AS kept
    FROM compared_cases($selection, $patient)
    WINDOW of_case AS (PARTITION BY case_id)
),

placed AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY agreements DESC, disagreements, unknowns, case_id) AS place
    FROM counted
    WHERE kept
)

SELECT
    place,
    case_id,
    drug::VARCHAR AS drug,
    criterion,
    told,
    comparison,
    shared,
    agreements,
    disagreements,
    unknowns
FROM placed
WHERE place <= $most
ORDER BY place, criterion
