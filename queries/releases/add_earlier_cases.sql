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
    -- A finding that the vocabulary no longer has can no longer be asked for.
    list_filter(list_transform(string_split(findings, '; '), lambda term: try_cast(term AS finding)), lambda term: term IS NOT NULL) AS findings,
    words AS searchable
FROM earlier_cases
