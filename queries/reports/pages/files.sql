-- How do the lines of all files add up?
-- One row per file.
SELECT quarter, name AS file, lines, accepted, rejected, encoding, note, unused AS fields_not_used
FROM file ORDER BY quarter, name
