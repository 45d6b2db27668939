-- Which lines of drugs go no further?
-- Those that stand in fault.
DELETE FROM staged_drug
WHERE rowid IN (SELECT row FROM fault)
