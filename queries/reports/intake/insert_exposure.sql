-- Which drugs does each new report name, in which roles?
-- One row per report and drug.
INSERT INTO exposure
SELECT l.report_id, p.drug_id, bit_or(CAST(bit_of(l.role) AS UTINYINT))
FROM drug_line AS l JOIN product_drug AS p USING (product_id)
WHERE l.report_id >= $first
GROUP BY ALL
