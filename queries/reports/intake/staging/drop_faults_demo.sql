-- Which reports go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_demo
WHERE rowid IN (SELECT row FROM fault)
