-- Which statements make the types of terms?
-- One row per statement, in order: a type for each list, and one for each fact whose terms and states are no list's.
WITH types AS (
    SELECT list AS type, terms || states AS labels
    FROM codebook_lists

    UNION

    SELECT type, terms || states AS labels
    FROM codebook_types
)

SELECT
    'CREATE TYPE ' || as_name(type) || ' AS ENUM (' || array_to_string(list_transform(labels, lambda label: as_text(label)), ', ') || ')' AS statement
FROM types
ORDER BY type
