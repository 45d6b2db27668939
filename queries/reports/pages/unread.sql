-- Which values could not be read, not wholly, or not be used?
-- One row per file, field and reason, with three examples.
SELECT quarter, file, field, reason, how_often, examples FROM unread ORDER BY ALL
