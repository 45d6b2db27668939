-- Which columns of a table of the FDA are read?
-- One row per column.
SELECT column_name FROM duckdb_columns() WHERE database_name = 'temp' AND table_name = $table
