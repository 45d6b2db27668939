-- Which quarters are in?
-- One row per quarter, list or listing.
SELECT label, kind, sha256 FROM quarter ORDER BY label
