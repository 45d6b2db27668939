-- What happened after the suspect drug was stopped, with steroid and without?
-- One row per case on the patient's drug (every case, if no drug is stated) that the filters leave.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    drug_discontinued::VARCHAR AS stopped,
    steroid_for_event::VARCHAR AS steroid,
    outcome::VARCHAR AS outcome,
    pace_of_recovery::VARCHAR AS pace,
    coalesce(time_to_improvement, time_to_improvement_state::VARCHAR) AS time_to_improvement
FROM selected_cases($selection) AS selected
WHERE coalesce(drug::VARCHAR = $drug, TRUE)
ORDER BY selected.steroid_for_event, selected.outcome, case_id
