-- With which schema was the database made?
-- One row.
SELECT schema_sha256 FROM made_by
