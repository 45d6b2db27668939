-- Which lines of a listing go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_listing
WHERE rowid IN (SELECT row FROM fault)
