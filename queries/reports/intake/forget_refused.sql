-- Which file or folder is in now, or was in already?
-- One row less, where it had been refused before; with it goes what had not been there, whose name may have been a slip.
DELETE FROM refused WHERE name = $name OR reason LIKE 'not there: %'
