-- Which rows of a listing go no further?
-- One row goes for each that stands in fault.
DELETE FROM staged_listing WHERE line IN (SELECT line FROM fault)
