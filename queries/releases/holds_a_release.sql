-- Is this database a casebook, of whatever version?
-- One row: whether it names its release.
SELECT count(*) = 2 AS holds
FROM duckdb_columns()
WHERE table_name = 'release' AND column_name IN ('release', 'content')
