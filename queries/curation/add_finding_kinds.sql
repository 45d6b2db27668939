-- Put the kinds of findings in.
-- One row per kind.
INSERT INTO finding_kinds BY NAME SELECT * FROM read_finding_kinds
