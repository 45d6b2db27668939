-- How many cases are there on each drug?
-- One row per drug, those without a case included.
WITH drugs AS (
    SELECT unnest(enum_range(NULL::imid))::imid AS drug
)

SELECT
    drugs.drug,
    count(selected.case_id) AS cases
FROM drugs
LEFT JOIN selected_cases($selection) AS selected ON selected.drug = drugs.drug
GROUP BY drugs.drug
ORDER BY drugs.drug
