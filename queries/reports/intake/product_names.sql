-- Which drugs are in the products that have not been read yet?
-- One row per product and name of a drug: every ingredient, listed ones in whatever salt, and what the list knows of the
-- product's own name.
CREATE OR REPLACE TEMP TABLE product_name AS
WITH fresh AS (
    SELECT product_id, ingredient, name, bare_name, words_of(bare_name) AS words
    FROM (
        SELECT *, without_accents(name) AS bare_name
        FROM (
            SELECT
                product_id, plain(drug_name) AS name,
                CASE WHEN name_fault(ingredient, 'ingredient') IS NULL THEN ingredient ELSE '' END AS ingredient
            FROM product
            WHERE product_id >= $first
        )
    )
),
listed AS MATERIALIZED ( -- once, not once for each product
    SELECT drug, whole, bare_name, without_salt(bare_name) AS base, words_of(bare_name) AS words
    FROM (SELECT *, without_accents(name) AS bare_name FROM (SELECT *, plain(synonym) AS name FROM listed_drug))
),
hit AS (
    SELECT DISTINCT f.product_id, l.drug AS name
    FROM fresh AS f JOIN listed AS l ON NOT l.whole AND contains(f.words, l.words)
    UNION
    SELECT f.product_id, l.drug
    FROM fresh AS f JOIN listed AS l ON l.whole AND l.bare_name = f.bare_name
),
part AS (
    SELECT product_id, plain(unnest(string_split(ingredient, '\'))) AS name
    FROM fresh
    WHERE ingredient <> ''
    UNION ALL
    SELECT product_id, name
    FROM fresh
    WHERE ingredient = '' AND product_id NOT IN (SELECT product_id FROM hit)
)
SELECT DISTINCT p.product_id, coalesce(l.drug, lower(p.name)) AS name
FROM part AS p LEFT JOIN listed AS l ON l.base = without_salt(without_accents(p.name))
WHERE name_fault(p.name, 'drug') IS NULL
UNION
FROM hit
