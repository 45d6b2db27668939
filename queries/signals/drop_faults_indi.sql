-- Which lines of indications go no further?
-- Those that stand in fault.
DELETE FROM staged_indi
WHERE rowid IN (SELECT row FROM fault)
