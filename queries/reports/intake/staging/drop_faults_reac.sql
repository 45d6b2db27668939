-- Which lines of terms go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_reac
WHERE rowid IN (SELECT row FROM fault)
