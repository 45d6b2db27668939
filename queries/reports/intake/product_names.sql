-- Which drugs are in the products that have not been read yet?
-- One row per product and name of a drug: every ingredient, and what the list knows of the product's own name.
CREATE OR REPLACE TEMP TABLE product_name AS
WITH fresh AS (
    SELECT
        product_id, ingredient, plain(drug_name) AS drug_name,
        ' ' || trim(regexp_replace(drug_name, '[^A-Z0-9]+', ' ', 'g')) || ' ' AS words
    FROM product
    WHERE product_id >= $first
),
hit AS (
    SELECT DISTINCT f.product_id, l.drug AS name
    FROM fresh AS f
    JOIN listed_drug AS l
        ON NOT l.whole AND contains(f.words, ' ' || trim(regexp_replace(l.synonym, '[^A-Z0-9]+', ' ', 'g')) || ' ')
    UNION
    SELECT f.product_id, l.drug
    FROM fresh AS f
    JOIN listed_drug AS l ON l.whole AND l.synonym = f.drug_name
),
part AS (
    SELECT product_id, plain(unnest(string_split(ingredient, '\'))) AS name
    FROM fresh
    WHERE ingredient <> ''
    UNION ALL
    SELECT product_id, drug_name FROM fresh
    WHERE ingredient = '' AND product_id NOT IN (SELECT product_id FROM hit)
)
SELECT DISTINCT p.product_id, coalesce(l.drug, lower(p.name)) AS name
FROM part AS p LEFT JOIN listed_drug AS l ON l.synonym = p.name
WHERE p.name <> ''
UNION
FROM hit
