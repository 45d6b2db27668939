-- How many reports of the population name each drug?
-- One row per drug, in the order of the names.
SELECT name, n_drug FROM drug_margin ORDER BY place
