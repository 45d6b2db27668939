-- Which is the first product whose drugs have not been read?
-- One row.
SELECT coalesce(max(product_id) + 1, 0) AS first FROM product_drug
