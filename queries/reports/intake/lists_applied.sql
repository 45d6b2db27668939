-- With which lists was the database made?
-- One row per list.
SELECT name, sha256 FROM list_file
