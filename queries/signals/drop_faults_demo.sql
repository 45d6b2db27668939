-- Which reports go no further?
-- Those that stand in fault.
DELETE FROM staged_demo
WHERE rowid IN (SELECT row FROM fault)
