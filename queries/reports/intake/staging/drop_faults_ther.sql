-- Which lines of periods of treatment go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_ther
WHERE rowid IN (SELECT row FROM fault)
