-- On which facts does the source of this case contradict itself?
-- One row per contradiction and reading.
SELECT
    conflicts.position,
    regexp_extract(columns.comment, '^[^:]+: (.*?)\. ', 1) AS label,
    conflicts.note,
    unnest(conflicts.readings, recursive := true)
FROM conflicts
INNER JOIN duckdb_columns() AS columns ON columns.table_name = 'cases' AND columns.column_name = conflicts.fact
WHERE conflicts.case_id = $case_id
ORDER BY conflicts.position
