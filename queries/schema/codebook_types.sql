-- What follows from the codebook for types: tables, since they are asked for often and never change.

-- What a list holds, one row each: its terms in clinical order, then the states that all facts with a term of it share.
CREATE TABLE codebook_lists AS
WITH uses AS (
    SELECT
        unnest(lists) AS list,
        CASE WHEN kind = 'term' THEN states ELSE [] END AS states
    FROM codebook_facts
),

shared AS (
    SELECT
        list,
        list_reduce(list(states), lambda these, those: list_filter(these, lambda state: list_contains(those, state))) AS states -- noqa: PRS
    FROM uses
    GROUP BY list
)

SELECT
    terms.list,
    list(terms.term ORDER BY terms.place) AS terms,
    coalesce(any_value(shared.states), []) AS states
FROM codebook_terms AS terms
LEFT JOIN shared ON shared.list = terms.list
GROUP BY terms.list;

-- The type of each fact that has terms, one row each. Facts of one list share the type of that list. A fact that may be in more
-- states than the others has a type of its own; so has a fact of several lists, named after its filter.
CREATE TABLE codebook_types AS
WITH facts_of_lists AS (
    SELECT
        place,
        name,
        filter,
        lists,
        CASE WHEN kind = 'term' THEN states ELSE [] END AS states,
        unnest(lists) AS list,
        generate_subscripts(lists, 1) AS list_place
    FROM codebook_facts
)

SELECT
    facts.name AS fact,
    CASE
        WHEN len(any_value(facts.lists)) > 1 THEN coalesce(any_value(facts.filter), 'term_of_' || facts.name)
        WHEN any_value(facts.states) = any_value(lists.states) THEN any_value(lists.list)
        ELSE 'term_of_' || facts.name
    END AS type,
    flatten(list(lists.terms ORDER BY facts.list_place)) AS terms,
    any_value(facts.states) AS states
FROM facts_of_lists AS facts
INNER JOIN codebook_lists AS lists ON lists.list = facts.list
GROUP BY facts.place, facts.name
ORDER BY facts.place;
