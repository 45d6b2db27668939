-- Which lines of periods of treatment go no further?
-- Those that stand in fault.
DELETE FROM staged_ther
WHERE rowid IN (SELECT row FROM fault)
