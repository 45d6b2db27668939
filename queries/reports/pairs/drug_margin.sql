-- How many reports of the population name each drug?
-- One row per drug, places in the order of the names.
CREATE OR REPLACE TEMP TABLE drug_margin AS
SELECT drug_id, d.name, u.n_drug, row_number() OVER (ORDER BY d.name) - 1 AS place
FROM (SELECT drug_id, count(*) AS n_drug FROM used GROUP BY drug_id) AS u JOIN drug AS d USING (drug_id)
