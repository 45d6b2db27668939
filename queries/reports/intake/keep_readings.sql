-- What do the values of a listing mean?
-- One row per field and value; meaning is NULL where it could not be read, for the reason, or says that nobody knows.
INSERT INTO reading FROM readings
