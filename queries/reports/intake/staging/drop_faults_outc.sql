-- Which lines of outcomes go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_outc
WHERE rowid IN (SELECT row FROM fault)
