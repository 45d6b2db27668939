-- Which cases can say whether prior IMiD exposure changes the latency?
-- One row per case that reports prior IMiD exposure, yes or no, of the first 100; latency in days. Where the source
-- contradicts itself on the months of prior exposure, they are all its readings.
SELECT
    case_id,
    drug::VARCHAR AS drug,
    prior_imid::VARCHAR AS prior_imid,
    list_in_words(prior_imid_drugs, prior_imid_drugs_state, prior_imid_drugs_complete) AS prior_imid_drugs,
    as_read(months.readings, number_in_words(prior_imid_months, prior_imid_months_state)) AS prior_imid_months,
    latency_words AS latency,
    latency_days
FROM selected_cases($selection)
LEFT JOIN contradicted('prior_imid_months') AS months USING (case_id)
WHERE prior_imid IN ('yes', 'no')
ORDER BY latency_days NULLS LAST, case_id
LIMIT 100
