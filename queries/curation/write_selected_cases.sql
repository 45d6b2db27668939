-- Which statement makes the table of the cases that the reader's filters leave?
-- One row: a macro with a predicate for each filter of the codebook, and one for the text search. All must hold.
--
-- A case whose term counts as "apart" in terms.csv is left out unless its filter asks for it. Any other filter that is NULL
-- leaves all, and leaves the plan (a term is never NULL: it carries its state). Terms of one filter are alternatives. A case
-- whose number is not known is asked for by <filter>_unknown alone, whatever the range. Of the text search the first word
-- leaves few cases to compare with the others, one by one.
WITH filters AS (
    SELECT
        facts.filter_order,
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
)

SELECT
    'CREATE MACRO selected_cases(selection) AS TABLE SELECT * FROM cases WHERE '
    || string_agg(predicate || ' AND ', '' ORDER BY filter_order)
    || 'CASE
            WHEN len(selection[''words'']) = 0 THEN true
            WHEN NOT contains(searchable, selection[''words''][1]::VARCHAR) THEN false
            WHEN len(selection[''words'']) = 1 THEN true
            ELSE list_bool_and(list_transform(selection[''words''][2:], lambda word: contains(searchable, word)))
        END' AS statement
FROM predicates
