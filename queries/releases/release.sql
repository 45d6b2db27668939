-- Which release is this?
-- One row.
SELECT release, content, newest_case, cases, sources, schema
FROM release
