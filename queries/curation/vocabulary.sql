-- Which columns does a case have: in which section, of which type, with which terms?
-- One row per column of the table cases, in its order.
SELECT
    column_name AS name,
    data_type AS type,
    split_part(comment, ':', 1) AS section
FROM duckdb_columns()
WHERE table_name = 'cases'
ORDER BY column_index
