-- Which lines of sources go no further?
-- Those that stand in fault.
DELETE FROM staged_rpsr
WHERE rowid IN (SELECT row FROM fault)
