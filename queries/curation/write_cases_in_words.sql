-- Which statement makes the table of the selected cases in words?
-- One row: a macro that has every fact that belongs to a section, its state written out where it is not known; after a
-- list what the source denies, and whether it names all there was.
WITH columns AS (
    SELECT
        kind IN ('list', 'open list') AND origin = 'read' AS is_read_list,
        as_name(name || '_denied') AS denied,
        as_name(name || '_complete') AS complete,
        as_name(name || '_state') AS state,
        place,
        as_name(name) AS name,
        CASE
            WHEN kind = 'yes or no' THEN 'CASE WHEN ' || as_name(name) || ' THEN ''yes'' ELSE ''no'' END'
            WHEN origin = 'source' AND len(states) > 1 THEN 'words_of_source(' || as_name(name) || ', read_as)'
            WHEN origin = 'source' AND len(states) > 0 THEN 'coalesce(' || as_name(name) || '::VARCHAR, ' || as_text(states[1]) || ')'
            WHEN kind = 'number' THEN 'number_in_words(' || as_name(name) || ', ' || CASE WHEN len(states) > 0 THEN as_name(name || '_state') ELSE 'NULL' END || ')'
            WHEN kind IN ('list', 'open list') THEN format(
                'list_in_words({0}, {1}, {2})',
                as_name(name),
                as_name(name || '_state'),
                CASE origin WHEN 'read' THEN as_name(name || '_complete') ELSE 'true' END
            )
            WHEN kind = 'text' AND len(states) > 0 THEN 'coalesce(' || as_name(name) || ', ' || as_name(name || '_state') || '::VARCHAR)'
            ELSE as_name(name)
        END AS words
    FROM codebook_facts
    WHERE section <> ''
)

SELECT
    'CREATE MACRO cases_in_words(selection) AS TABLE SELECT '
    || string_agg(
        words || ' AS ' || name
        || CASE
            WHEN is_read_list
                THEN format(', list_in_words({0}, {2}, true) AS {0}, CASE {1} WHEN true THEN ''yes'' WHEN false THEN ''no'' ELSE {2}::VARCHAR END AS {1}', denied, complete, state)
            ELSE ''
        END,
        ', ' ORDER BY place
    )
    || ' FROM selected_cases(selection)' AS statement
FROM columns
