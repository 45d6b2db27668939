-- Put the cases of an earlier release in place, as far as the filters need them.
-- One row per case.
CREATE OR REPLACE TABLE cases AS
SELECT
    case_id,
    drug::imid AS drug,
    latency_days::DOUBLE AS latency_days,
    prior_imid::answer AS prior_imid,
    steroid_for_event::answer AS steroid_for_event,
    rechallenge_outcome::rechallenge_outcome AS rechallenge_outcome,
    onset::onset AS onset,
    outcome::outcome AS outcome,
    read_as::read_as AS read_as,
    CASE WHEN findings = '' THEN [] ELSE string_split(findings, '; ') END AS findings,
    '' AS searchable
FROM earlier_cases
