-- Which terms does a quarter or a listing write?
-- One row per way a term is written, with its spelling; each is read once.
CREATE OR REPLACE TEMP TABLE written_term AS
SELECT pt, spelling_of(pt) AS spelling, plain_case(pt) AS name FROM (SELECT DISTINCT pt FROM staged_reac)
