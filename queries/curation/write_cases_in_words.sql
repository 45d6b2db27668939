-- Which statement makes the table of the selected cases in words?
-- One row: a macro that has every fact that belongs to a section, its state written out where it is not known.
WITH columns AS (
    SELECT
        place,
        as_name(name) AS name,
        CASE
            WHEN kind = 'yes or no' THEN 'CASE WHEN ' || as_name(name) || ' THEN ''yes'' ELSE ''no'' END'
            WHEN origin = 'source' AND len(states) > 1 THEN 'told_of_source(' || as_name(name) || ', read_as)'
            WHEN origin = 'source' AND len(states) > 0 THEN 'coalesce(' || as_name(name) || '::VARCHAR, ' || as_text(states[1]) || ')'
            WHEN kind = 'number' THEN 'told_number(' || as_name(name) || ', ' || CASE WHEN len(states) > 0 THEN as_name(name || '_state') ELSE 'NULL' END || ')'
            WHEN kind = 'list' THEN 'told_list(' || as_name(name) || ', ' || CASE WHEN len(states) > 0 THEN as_name(name || '_state') ELSE 'NULL' END || ')'
            WHEN kind = 'text' AND len(states) > 0 THEN 'coalesce(' || as_name(name) || ', ' || as_name(name || '_state') || '::VARCHAR)'
            ELSE as_name(name)
        END AS words
    FROM codebook_facts
    WHERE section <> ''
)

SELECT
    'CREATE MACRO cases_in_words(selection) AS TABLE SELECT '
    || string_agg(words || ' AS ' || name, ', ' ORDER BY place)
    || ' FROM selected_cases(selection)' AS statement
FROM columns
