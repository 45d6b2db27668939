-- Put the facts of the codebook in.
-- One row per fact.
INSERT INTO codebook_facts BY NAME SELECT * FROM read_codebook_facts
