-- Which tables does the database have?
-- One row per table.
SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal
