-- The cells of a lavage in healthy people who never smoked, one row per cell.
-- casebook/lavage.py has the numbers, with their source.

CREATE TABLE lavage_reference (
    cell      VARCHAR PRIMARY KEY,
    low_pct   DOUBLE,
    high_pct  DOUBLE,
    drawn_pct DOUBLE NOT NULL
);

COMMENT ON TABLE lavage_reference IS 'The cells of a lavage in healthy people who never smoked, one row per cell.';
COMMENT ON COLUMN lavage_reference.cell IS 'The cell.';
COMMENT ON COLUMN lavage_reference.low_pct IS 'From which share on, in % of the cells; NULL where there is no such bound.';
COMMENT ON COLUMN lavage_reference.high_pct IS 'Up to which share, in % of the cells; NULL where there is no such bound.';
COMMENT ON COLUMN lavage_reference.drawn_pct IS 'The share that is drawn, in %: together 100.';

CREATE MACRO highest_share(of_cell) AS (SELECT high_pct FROM lavage_reference WHERE cell = of_cell);
