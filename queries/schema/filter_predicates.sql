-- What each filter of the codebook asks of a case, as SQL over the columns of the table cases, and last the text search: one
-- row per filter. `selection` is the struct that the reader's filters are bound as.
--
-- A case whose term counts as "apart" in terms.csv is left out unless its filter asks for it. Any other filter that is NULL
-- leaves all, and leaves the plan (a term is never NULL: it carries its state). Terms of one filter
-- are alternatives. A case whose number is not known is asked for by <filter>_unknown alone, whatever the range. Each word of
-- the text search has how it begins and, or NULL, a pattern of what else it finds (casebook/search.py). The first three are
-- looked for in the column of all cases, the others one by one in the few cases that are left. Looking for a beginning without
-- the space before it comes first, since DuckDB looks for the first letter, and a space is everywhere.
CREATE MACRO filter_predicates() AS TABLE
    WITH filters AS (
        SELECT
            facts.filter_order,
            facts.filter AS key,
            facts.kind,
            as_name(facts.name) AS name,
            as_name(types.type) AS type,
            list_intersect(types.terms, (SELECT coalesce(list(term), []) FROM codebook_terms WHERE counts_as = 'apart')) AS apart,
            'selection[' || as_text(facts.filter) || ']' AS chosen,
            'selection[' || as_text(facts.filter || '_low') || ']' AS low,
            'selection[' || as_text(facts.filter || '_high') || ']' AS high,
            'selection[' || as_text(facts.filter || '_unknown') || ']' AS unknown
        FROM codebook_facts AS facts
        LEFT JOIN codebook_types AS types ON types.fact = facts.name
        WHERE facts.filter IS NOT NULL
    ),

    predicates AS (
        SELECT
            filter_order,
            key,
            kind,
            name,
            CASE kind
                WHEN 'term' THEN format(
                    'coalesce(list_contains({}, {}::VARCHAR), {})',
                    chosen,
                    name,
                    CASE
                        WHEN len(apart) = 0 THEN 'true'
                        ELSE 'coalesce(' || name || ' NOT IN (' || array_to_string(list_transform(apart, lambda term: as_text(term)), ', ') || '), true)'
                    END
                )
                WHEN 'list' THEN format('coalesce(list_has_any({}::{}[], {}), true)', chosen, type, name)
                ELSE format(
                    'coalesce({0} >= {1}, true) AND coalesce({0} <= {2}, true) AND ({3} OR {0} IS NOT NULL)', name, low, high, unknown
                )
            END AS predicate
        FROM filters
    ),

    words AS (
        SELECT
            place,
            format(
                'CASE
                    WHEN selection[''q_words''][{0}] IS NULL THEN true
                    WHEN contains(searchable, selection[''q_words''][{0}]::VARCHAR)
                        AND contains(searchable, '' '' || selection[''q_words''][{0}]::VARCHAR) THEN true
                    ELSE coalesce(regexp_matches(searchable, selection[''q_else''][{0}]::VARCHAR), false)
                END', place
            ) AS word
        FROM range(1, 4) AS places (place)
    )

    SELECT * FROM predicates
    UNION ALL
    SELECT
        1000,
        'q',
        'text',
        'searchable',
        (SELECT string_agg(word, ' AND ' ORDER BY place) FROM words)
        || ' AND CASE WHEN len(selection[''q_words'']) > 3 THEN list_bool_and(list_transform(
                range(4, len(selection[''q_words'']) + 1),
                lambda place: contains(searchable, '' '' || selection[''q_words''][place]::VARCHAR)
                    OR coalesce(regexp_matches(searchable, selection[''q_else''][place]::VARCHAR), false)
            )) ELSE true END';
