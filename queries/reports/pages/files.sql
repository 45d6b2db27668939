-- How do the lines of all files add up?
-- One row per file.
SELECT quarter, name AS file, lines, accepted, rejected FROM file ORDER BY quarter, name
