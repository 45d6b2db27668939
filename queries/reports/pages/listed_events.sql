-- Which events can be chosen?
-- One row per event: the groups first, then the listed terms.
SELECT event, part
FROM (
    SELECT 'Lung injury, narrow' AS event, 'group' AS part, 0 AS place
    UNION ALL SELECT 'Lung injury, narrow and wide', 'group', 1
    UNION ALL SELECT name, part, 2 + list_position(['narrow', 'wide', 'infection', 'embolism', 'other cause'], part)
    FROM listed_term
)
ORDER BY place, event
