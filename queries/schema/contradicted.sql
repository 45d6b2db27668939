-- What the source of a case says, place by place, of a fact on which it contradicts itself: one row per such case.
CREATE MACRO contradicted(of_fact) AS TABLE
    SELECT
        case_id,
        flatten(list(list_transform(readings, lambda reading: reading.says) ORDER BY position)) AS readings
    FROM conflicts
    WHERE fact = of_fact
    GROUP BY case_id;
