-- How long after the start of the suspect drug did the lung injury show?
-- One row per dot, a case of known latency (above 100 of them, those of one drug within a fifth of a decade), in days;
-- and one row per drug, without days, for its cases of unknown latency. `median_days` is that of all known latencies.
SELECT term AS drug, * EXCLUDE (term, drug)
FROM latencies_by($selection, drug)
ORDER BY drug, latency_days NULLS LAST, case_id
