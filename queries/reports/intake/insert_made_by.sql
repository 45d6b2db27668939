-- With which schema was the database made?
-- One row.
INSERT INTO made_by VALUES ($schema_sha256)
