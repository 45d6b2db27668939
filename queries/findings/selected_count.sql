-- How many cases do the filters leave?
-- One row.
SELECT count(*) AS selected
FROM selected_cases($selection)
