-- Put the contradictions in.
-- One row per contradiction within a source.
INSERT INTO conflicts BY NAME SELECT * FROM read_conflicts
