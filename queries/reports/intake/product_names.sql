-- Which drugs are in the products that have not been read yet?
-- One row per product and name of a drug: every ingredient, listed ones in whatever salt, and what the list knows of the
-- product's own name.
CREATE OR REPLACE TEMP TABLE product_name AS
WITH fresh AS (
    SELECT
        product_id,
        CASE WHEN names_nothing(ingredient) THEN '' ELSE ingredient END AS ingredient,
        without_accents(plain(drug_name)) AS drug_name, words_of(drug_name) AS words
    FROM product
    WHERE product_id >= $first
),
listed AS MATERIALIZED ( -- once, not once for each product
    SELECT
        drug, whole, without_accents(plain(synonym)) AS synonym, without_salt(without_accents(plain(synonym))) AS base,
        words_of(synonym) AS words
    FROM listed_drug
),
hit AS (
    SELECT DISTINCT f.product_id, l.drug AS name
    FROM fresh AS f JOIN listed AS l ON NOT l.whole AND contains(f.words, l.words)
    UNION
    SELECT f.product_id, l.drug
    FROM fresh AS f JOIN listed AS l ON l.whole AND l.synonym = f.drug_name
),
part AS (
    SELECT product_id, plain(unnest(string_split(ingredient, '\'))) AS name
    FROM fresh
    WHERE ingredient <> ''
    UNION ALL
    SELECT f.product_id, plain(p.drug_name)
    FROM fresh AS f JOIN product AS p USING (product_id)
    WHERE f.ingredient = '' AND f.product_id NOT IN (SELECT product_id FROM hit)
)
SELECT DISTINCT p.product_id, coalesce(l.drug, lower(p.name)) AS name
FROM part AS p LEFT JOIN listed AS l ON l.base = without_salt(without_accents(p.name))
WHERE NOT names_nothing(p.name)
UNION
FROM hit
