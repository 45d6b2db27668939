-- Which events can be chosen?
-- One row per event: the groups first, then the listed terms.
SELECT event, part
FROM (
    SELECT 'Lung injury, narrow' AS event, 'group' AS part, 0 AS place
    UNION ALL SELECT 'Lung injury, narrow and wide', 'group', 1
    UNION ALL SELECT 'Pulmonary hypertension, all terms', 'group', 2
    UNION ALL
    SELECT
        name, part,
        3 + list_position(
            ['narrow', 'wide', 'pulmonary hypertension', 'infection', 'embolism', 'other cause'], part
        )
    FROM listed_term
)
ORDER BY place, event
