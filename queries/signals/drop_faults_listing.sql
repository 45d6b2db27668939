-- Which lines of a listing go no further?
-- Those that stand in fault.
DELETE FROM staged_listing
WHERE rowid IN (SELECT row FROM fault)
