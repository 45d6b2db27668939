-- Which tables does the file hold?
-- One row per table.
SELECT table_name
FROM duckdb_tables()
WHERE NOT internal
ORDER BY table_name
