-- Which values of a listing could not be read, or were not used since the rows of a case differ?
-- One row per field and reason.
INSERT INTO unread
WITH written AS (
    SELECT 'date' AS field, date AS value, '' AS unit, count(*) AS n FROM staged_listing GROUP BY ALL
    UNION ALL SELECT 'age', age, coalesce(age_unit, ''), count(*) FROM staged_listing GROUP BY ALL
    UNION ALL SELECT 'sex', sex, '', count(*) FROM staged_listing GROUP BY ALL
    UNION ALL SELECT 'country', country, '', count(*) FROM staged_listing GROUP BY ALL
),
named AS (
    SELECT 'drug' AS field, drug AS name, count(*) AS n FROM staged_listing GROUP BY ALL
    UNION ALL SELECT 'event', event, count(*) FROM staged_listing GROUP BY ALL
),
meant AS (
    SELECT s.case_id, r.field, r.meaning
    FROM staged_listing AS s JOIN reading AS r ON r.field = 'date' AND r.value = s.date
    UNION ALL
    SELECT s.case_id, r.field, r.meaning
    FROM staged_listing AS s JOIN reading AS r ON r.field = 'sex' AND r.value = s.sex
    UNION ALL
    SELECT s.case_id, r.field, coalesce(l.code, upper(r.meaning))
    FROM staged_listing AS s
    JOIN reading AS r ON r.field = 'country' AND r.value = s.country
    LEFT JOIN listed_country AS l ON l.name = upper(r.meaning)
    UNION ALL
    SELECT s.case_id, r.field, r.meaning
    FROM staged_listing AS s
    JOIN reading AS r ON r.field = 'age' AND r.value = s.age AND r.unit = coalesce(s.age_unit, '')
),
differing AS (
    SELECT field, case_id FROM meant GROUP BY field, case_id HAVING min(meaning) < max(meaning)
),
judged AS (
    SELECT w.field, trim(w.value || ' ' || w.unit) AS value, w.n, r.reason
    FROM written AS w JOIN reading AS r ON r.field = w.field AND r.value = w.value AND r.unit = w.unit
    UNION ALL
    SELECT
        field, 'case ' || case_id || ': ' || string_agg(DISTINCT meaning, ', ' ORDER BY meaning), 1,
        CASE
            WHEN field = 'date' THEN 'the rows of a case differ; the latest is read'
            ELSE 'the rows of a case differ; none is read'
        END
    FROM meant SEMI JOIN differing USING (field, case_id)
    WHERE meaning IS NOT NULL
    GROUP BY field, case_id
    UNION ALL
    SELECT
        'case', min(case_written), count(*),
        CASE
            WHEN starts_with(case_written, '0') THEN 'zeros in front are no part of a number; read without them'
            ELSE 'words, and signs between digits, are no part of a number; read without them'
        END
    FROM staged_listing WHERE case_written IS NOT NULL
    GROUP BY case_id, starts_with(case_written, '0')
    UNION ALL
    SELECT 'role', 'line ' || min(line) FILTER (role IS NULL), count(*) FILTER (role IS NULL),
        'no role is given; counted as primary suspect'
    FROM staged_listing
    HAVING count(role) > 0 AND count(role) < count(*)
    UNION ALL
    SELECT field, value, n, country_fault(value) FROM written WHERE field = 'country' AND NOT is_number(value)
    UNION ALL
    SELECT DISTINCT field, name, n, 'several names in one cell? They were read as one'
    FROM cell_name WHERE doubt
    UNION ALL
    SELECT field, name, n, 'the drug was not administered; it does not count' FROM cell_name WHERE role = 'N'
    UNION ALL
    SELECT field, name, n, 'a role behind the name? It was read as a part of it'
    FROM named
    WHERE field = 'drug' AND regexp_matches(name, '[(\[][SCI][)\]]$')
    UNION ALL
    SELECT field, name, n, 'letters were lost or changed before the file was written'
    FROM named
    WHERE has_lost_letters(name)
)
SELECT
    $quarter, $file, field, reason, sum(n),
    array_to_string(list_transform(min({n: -n, value: left(value, 100)}, 3), lambda one: one.value), ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
