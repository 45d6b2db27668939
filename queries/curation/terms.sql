-- Which terms does the vocabulary have?
-- One row per type, its terms in clinical order.
SELECT
    type_name AS type,
    labels AS terms
FROM duckdb_types()
WHERE logical_type = 'ENUM' AND NOT internal
ORDER BY type_name
