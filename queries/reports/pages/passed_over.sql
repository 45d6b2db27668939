-- Which files were not read, and why?
-- One row per file.
SELECT quarter, name AS file, bytes, reason FROM passed_over ORDER BY ALL
