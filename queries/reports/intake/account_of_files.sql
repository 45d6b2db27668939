-- How do the lines of a quarter's files add up?
-- One row per file.
SELECT name, lines, accepted, rejected, encoding, unused, note FROM file WHERE quarter = $quarter ORDER BY name
