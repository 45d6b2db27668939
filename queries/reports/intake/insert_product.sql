-- Which drug names and ingredients are new?
-- One row per name and ingredient as reported.
INSERT INTO product
SELECT
    coalesce((SELECT max(product_id) + 1 FROM product), 0) + row_number() OVER (ORDER BY drug_name, ingredient) - 1,
    drug_name, ingredient
FROM (
    SELECT DISTINCT upper(coalesce(drugname, '')) AS drug_name, upper(coalesce(prod_ai, '')) AS ingredient
    FROM staged_drug
)
ANTI JOIN product USING (drug_name, ingredient)
