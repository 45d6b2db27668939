-- Within which bounds must a number lie?
-- One row per CHECK of the table cases that speaks of one column alone.
SELECT
    constraint_column_names[1] AS fact,
    expression
FROM duckdb_constraints()
WHERE table_name = 'cases' AND constraint_type = 'CHECK' AND len(constraint_column_names) = 1
