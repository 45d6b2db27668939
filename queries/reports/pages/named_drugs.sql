-- Which listed drugs can be chosen?
-- One row per drug: IMiDs first.
SELECT DISTINCT drug, part, list_position(['imid', 'comparator', 'backbone'], part) AS place
FROM listed_drug WHERE part <> 'co_cause'
ORDER BY place, drug
