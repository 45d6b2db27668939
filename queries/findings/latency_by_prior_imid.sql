-- How long after the start did the lung injury show, with and without an IMiD before?
-- One row per dot, a case of known latency (above 100 of them, those of one drug within a fifth of a decade), in days;
-- and one row per answer, without days, for its cases of unknown latency.
SELECT term AS prior_imid, * EXCLUDE (term, median_days)
FROM latencies_by($selection, prior_imid)
ORDER BY prior_imid, latency_days NULLS LAST, case_id, drug
