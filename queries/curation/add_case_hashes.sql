-- Keep the hash of each case, from which a later release tells what it corrected.
-- One row per case.
INSERT INTO case_hashes BY NAME
SELECT case_id, hash FROM read_case_hashes
