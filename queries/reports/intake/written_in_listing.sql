-- Which different values does a listing hold, of those that have to be read?
-- One row per field and value, of ages with their unit.
SELECT 'date' AS field, date AS value, '' AS unit FROM staged_listing WHERE date IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'age', age, coalesce(age_unit, '') FROM staged_listing WHERE age IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'sex', sex, '' FROM staged_listing WHERE sex IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'role', role, '' FROM staged_listing WHERE role IS NOT NULL GROUP BY ALL
ORDER BY ALL
