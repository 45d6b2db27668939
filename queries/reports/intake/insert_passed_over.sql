-- Which files of an archive were passed over?
-- One row per file.
INSERT INTO passed_over
SELECT $quarter, name, bytes, reason FROM passed
