-- Put the cases of an earlier release in place, as far as the filters need them.
-- One row per case.
CREATE OR REPLACE TABLE cases AS
SELECT * RENAME (text AS searchable)
FROM earlier_cases
