-- What the source of a case says, place by place, of a fact on which it contradicts itself: one row per such case.
CREATE MACRO contradicted(of_fact) AS TABLE
    SELECT
        case_id,
        flatten(list(list_transform(readings, lambda reading: reading.says) ORDER BY position)) AS readings
    FROM conflicts
    WHERE fact = of_fact
    GROUP BY case_id;

-- A value in words; where the source contradicts itself on it, all that it says: "9 months or 11 months". Sources write "30.5%".
CREATE MACRO as_read(readings, words) AS coalesce(regexp_replace(array_to_string(readings, ' or '), '(\d)%', '\1 %', 'g'), words);
