-- How long did it take to get better?
-- One row per case that says, of the first 100, in the words of the report.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    steroid_for_event::VARCHAR AS steroid_for_event,
    pace_of_recovery::VARCHAR AS pace_of_recovery,
    time_to_improvement
FROM selected_cases($selection)
WHERE time_to_improvement_state = 'known'
ORDER BY case_id
LIMIT 100
