-- Which lines have more or fewer fields than the header?
-- One row per line.
SELECT e.line, any_value(e.error_type) AS error_type, any_value(e.csv_line) AS text
FROM reject_errors AS e
JOIN reject_scans AS s USING (scan_id, file_id)
WHERE s.file_path = $path
GROUP BY e.line
ORDER BY e.line
