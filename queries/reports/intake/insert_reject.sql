-- Which lines of a file are not in?
-- One row per line.
INSERT INTO reject
SELECT $quarter, $file, line, reason, text FROM rejected ORDER BY line
