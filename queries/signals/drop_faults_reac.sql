-- Which lines of terms go no further?
-- Those that stand in fault.
DELETE FROM staged_reac
WHERE rowid IN (SELECT row FROM fault)
