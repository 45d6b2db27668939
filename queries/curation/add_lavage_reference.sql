-- Put the reference of a lavage in.
-- One row per cell.
INSERT INTO lavage_reference BY NAME SELECT * FROM read_lavage_reference
