-- Which lines of indications go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_indi
WHERE rowid IN (SELECT row FROM fault)
