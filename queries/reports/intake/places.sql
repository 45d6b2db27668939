-- Which countries do this quarter's reports mean?
-- One row per way a country is written; each is read once, since a quarter writes few different ones.
CREATE OR REPLACE TEMP TABLE place AS
SELECT written, country_of(written) AS country
FROM (SELECT reporter_country AS written FROM staged_demo UNION SELECT occr_country FROM staged_demo)
WHERE written IS NOT NULL
