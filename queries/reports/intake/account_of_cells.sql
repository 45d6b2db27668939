-- In which columns of a listing were cells with several names split, and by which sign?
-- One row per column.
SELECT field, sign, sum(n) AS cells
FROM (SELECT DISTINCT field, cell, sign, n FROM cell_name WHERE splits)
GROUP BY ALL
ORDER BY ALL
