-- Which terms and drugs are looked for?
-- One row per name.
SELECT 'event' AS list, part, name, name AS counted_as FROM listed_term
UNION ALL
SELECT 'drug', part, synonym, drug FROM listed_drug
UNION ALL
SELECT 'indication', 'multiple myeloma', name, 'multiple myeloma' FROM listed_indication
ORDER BY ALL
