-- What is the account of a file?
-- One row per file.
INSERT INTO file VALUES ($quarter, $name, $bytes, $lines, $accepted, $rejected, $encoding, $unused, $note)
