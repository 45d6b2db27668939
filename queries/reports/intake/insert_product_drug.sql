-- Which drugs are in which products?
-- One row per product and drug.
INSERT INTO product_drug
SELECT product_id, d.drug_id FROM product_name JOIN drug AS d USING (name)
