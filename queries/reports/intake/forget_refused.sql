-- Which file or folder is in now, or was in already?
-- One row less, where it had been refused before.
DELETE FROM refused WHERE name = $name
