-- Put the cases in, with what follows from what was read.
-- One row per case file.
INSERT INTO cases BY NAME
SELECT
    *,
    greatest(latency_value - 0.5, 0) * days_in(latency_unit) AS latency_low_days,
    latency_days_state AS latency_low_days_state,
    (latency_value + 0.5) * days_in(latency_unit) AS latency_high_days,
    latency_days_state AS latency_high_days_state,
    CASE rechallenge
        WHEN 'yes' THEN
            CASE WHEN rechallenge_result IN ('recurred', 'did not recur') THEN rechallenge_result ELSE 'done, outcome unknown' END
        WHEN 'no' THEN 'not attempted'
        ELSE rechallenge
    END AS rechallenge_outcome,
    list_count(list_filter(states_of(read_cases), lambda state: state = 'known')) AS facts_known, -- noqa: PRS
    list_count(list_filter(states_of(read_cases), lambda state: state <> 'not applicable')) AS facts_asked, -- noqa: PRS
    coalesce(symptoms, []) || coalesce(ct_patterns, []) || coalesce(ct_distribution, []) AS findings
FROM read_cases
