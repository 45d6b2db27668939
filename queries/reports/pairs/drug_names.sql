-- Which drugs are there?
-- One row per drug, in the order of the names.
SELECT drug_id AS id, name FROM drug ORDER BY name
