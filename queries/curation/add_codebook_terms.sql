-- Put the terms of the codebook in.
-- One row per term of a list.
INSERT INTO codebook_terms BY NAME SELECT * FROM read_codebook_terms
