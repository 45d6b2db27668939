-- What does each column of a case mean, and which terms may it hold?
-- One row per column of the table of cases, in its order.
SELECT
    split_part(comment, ':', 1) AS section,
    column_name AS name,
    regexp_extract(comment, '^[^:]+: (.*?)\. ', 1) AS label,
    regexp_extract(comment, '^[^:]+: .*?\. (.*)$', 1) AS meaning,
    CASE
        WHEN data_type LIKE 'ENUM%' THEN array_to_string(regexp_extract_all(data_type, '''([^'']+)''', 1), ' | ')
        WHEN data_type = 'DOUBLE' THEN 'number'
        WHEN data_type = 'DATE' THEN 'date'
        WHEN data_type = 'SMALLINT' THEN 'year'
        WHEN data_type = 'BOOLEAN' THEN 'yes | no'
        ELSE 'text'
    END AS terms,
    data_type LIKE '%[]' AS is_list
FROM duckdb_columns()
WHERE table_name = 'cases' AND column_name NOT IN ('findings', 'searchable') AND NOT ends_with(column_name, '_state')
ORDER BY column_index
