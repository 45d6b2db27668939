-- Which cases may report one patient?
-- One row per group of cases that are equal in suspect and other drugs, age, sex and disease: their names, the first 20 of
-- them. Only cases of known age and sex are compared; a case that names its other report is left out.
SELECT list(case_id ORDER BY case_id)[:20] AS case_ids
FROM cases
WHERE age_years IS NOT NULL AND sex IN ('female', 'male') AND same_patient_as IS NULL
GROUP BY suspects, age_years, sex, list_sort(concomitant_antineoplastic), lower(indication)
HAVING count(*) > 1
ORDER BY case_ids
LIMIT 20
