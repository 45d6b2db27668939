-- How long after the start did the lung injury show, by the tempo of its onset?
-- One row per dot, a case of known latency (above 100 of them, those of one drug within a fifth of a decade), in days;
-- and one row per onset, without days, for its cases of unknown latency.
SELECT term AS onset, * EXCLUDE (term, median_days)
FROM latencies_by($selection, onset)
ORDER BY onset, latency_days NULLS LAST, case_id, drug
