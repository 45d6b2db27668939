-- What happened after the suspect drug was stopped, with steroid and without?
-- One row per case that the filters leave in which the patient's drug is suspect (every case, if no drug is stated).
SELECT
    case_id,
    case_name,
    suspects_in_words(suspects) AS drug,
    drug_discontinued::VARCHAR AS stopped,
    steroid_for_event::VARCHAR AS steroid,
    outcome::VARCHAR AS outcome,
    pace_of_recovery::VARCHAR AS pace,
    coalesce(time_to_improvement, time_to_improvement_state::VARCHAR) AS time_to_improvement,
    death_any_cause::VARCHAR AS death
FROM selected_cases($selection) AS selected
WHERE coalesce(list_contains(suspects::VARCHAR[], $drug), TRUE)
ORDER BY selected.steroid_for_event, selected.outcome, case_id
