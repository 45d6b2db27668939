-- Which quarter is in now?
-- One row per quarter.
INSERT INTO quarter VALUES ($label, $kind, $origin, $sha256, $loaded_at)
