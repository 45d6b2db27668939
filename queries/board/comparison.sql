-- On which of the criteria stated does each published case agree with the patient at hand?
-- One row per case and criterion, for the first cases by agreements, then by fewer disagreements (a case that does not say
-- may agree), then by fewer unknowns: what the case says, whether it agrees, disagrees or cannot be compared, the case's counts,
-- and how it was treated and ended. Cases that do not agree on a required criterion are left out.
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
    placed.place,
    case_id,
    suspects_in_words(cases.suspects) AS drug,
    placed.criterion,
    placed.told,
    placed.comparison,
    placed.shared,
    placed.agreements,
    placed.disagreements,
    placed.unknowns,
    cases.case_name,
    cases.drug_discontinued::VARCHAR AS stopped,
    cases.steroid_for_event::VARCHAR AS steroid,
    cases.outcome::VARCHAR AS outcome,
    cases.rechallenge_outcome::VARCHAR AS rechallenge_outcome,
    cases.death_any_cause::VARCHAR AS death_any_cause
FROM placed
INNER JOIN cases USING (case_id)
WHERE placed.place <= $most
ORDER BY placed.place, placed.criterion
