-- What is in, and what was to be loaded and is not?
-- One row per quarter, listing, list, and refused file.
SELECT label AS name, sha256 FROM quarter
UNION ALL
SELECT name, reason FROM refused
ORDER BY ALL
