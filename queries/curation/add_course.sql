-- Put the dated moments in.
-- One row per moment of a case.
INSERT INTO course BY NAME SELECT * FROM read_course
