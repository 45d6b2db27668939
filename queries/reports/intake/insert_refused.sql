-- Which file or folder was to be loaded, and is not in?
-- One row; what was said of it before is forgotten.
INSERT OR REPLACE INTO refused VALUES ($name, $bytes, $reason)
