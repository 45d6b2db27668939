-- Can every value of a table be read?
-- One row, a number that says nothing: damage shows only where a value is read.
SELECT sum(hash(rows)) AS hash
FROM query_table($table_name) AS rows -- noqa: PRS
