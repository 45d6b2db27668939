-- Which drugs are new?
-- One row per drug; a listed drug under its listed name, any other under the ingredient (or the name) as reported.
INSERT INTO drug
SELECT
    coalesce((SELECT max(drug_id) + 1 FROM drug), 0) + row_number() OVER (ORDER BY d.name) - 1, d.name,
    (SELECT any_value(l.part) FROM listed_drug AS l WHERE l.drug = d.name)
FROM (SELECT DISTINCT name FROM product_name) AS d
ANTI JOIN drug USING (name)
