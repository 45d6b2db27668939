-- Which drugs do the reports that come in name?
-- One row per drug line.
INSERT INTO drug_line
SELECT
    n.report_id, coalesce(s.drug_seq, ''), p.product_id, CAST(s.role_cod AS role), answer_of(s.dechal),
    answer_of(s.rechal)
FROM staged_drug AS s
JOIN newcomer AS n ON n.primary_id = s.primaryid
JOIN product AS p ON p.drug_name = upper(coalesce(s.drugname, '')) AND p.ingredient = upper(coalesce(s.prod_ai, ''))
WHERE n.report_id IS NOT NULL
