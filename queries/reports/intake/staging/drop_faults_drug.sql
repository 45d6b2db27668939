-- Which lines of drugs go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_drug
WHERE rowid IN (SELECT row FROM fault)
