-- Which lines of outcomes go no further?
-- Those that stand in fault.
DELETE FROM staged_outc
WHERE rowid IN (SELECT row FROM fault)
