-- Name the release.
-- One row.
INSERT INTO release BY NAME
SELECT
    strftime(max(changed), '%Y-%m-%d') || '-' || $content[1:8] AS release,
    $content AS content,
    max(changed) AS newest_case,
    count(*) AS cases,
    $sources AS sources,
    $schema AS schema
FROM cases
