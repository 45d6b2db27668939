-- Which lines of sources go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_rpsr
WHERE rowid IN (SELECT row FROM fault)
