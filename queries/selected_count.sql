-- How many cases do the filters leave, of how many?
-- One row.
SELECT
    (SELECT count(*) FROM selected_cases($selection)) AS selected,
    (SELECT cases FROM release) AS all_cases
