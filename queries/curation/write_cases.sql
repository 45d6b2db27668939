-- Which statements make the table of cases?
-- One row: a column for each fact, in the order of the codebook; beside it the state of a fact that is no term, and for a
-- list the terms that are denied and whether it names all there was.
WITH columns AS (
    SELECT
        facts.place,
        facts.kind,
        as_name(facts.name) AS name,
        as_name(facts.name || '_state') AS state,
        as_name(facts.name || '_denied') AS denied,
        as_name(facts.name || '_complete') AS complete,
        facts.kind IN ('list', 'open list') AND facts.origin = 'read' AS is_read_list,
        CASE facts.kind
            WHEN 'term' THEN as_name(types.type)
            WHEN 'list' THEN as_name(types.type) || '[]'
            WHEN 'open list' THEN 'VARCHAR[]'
            WHEN 'number' THEN 'DOUBLE'
            WHEN 'date' THEN 'DATE'
            WHEN 'year' THEN 'SMALLINT'
            WHEN 'yes or no' THEN 'BOOLEAN'
            ELSE 'VARCHAR'
        END AS type,
        facts.kind = 'term' OR len(facts.states) = 0 AS never_empty,
        facts.kind <> 'term' AND len(facts.states) > 0 AND facts.origin <> 'source' AS has_state,
        concat_ws(' AND ', as_name(facts.name) || ' >= ' || facts.low::VARCHAR, as_name(facts.name) || ' <= ' || facts.high::VARCHAR) AS bounds
    FROM codebook_facts AS facts
    LEFT JOIN codebook_types AS types ON types.fact = facts.name
),

definitions AS (
    SELECT
        place,
        name || ' ' || type || CASE WHEN never_empty THEN ' NOT NULL' ELSE '' END
        || CASE WHEN bounds = '' THEN '' ELSE ' CHECK (' || bounds || ')' END
        || CASE
            WHEN has_state THEN ', ' || state || ' state NOT NULL, CHECK ((' || state || ' = ''known'') = (' || name || ' IS NOT NULL))'
            ELSE ''
        END
        || CASE
            WHEN is_read_list
                THEN ', ' || denied || ' ' || type || ', ' || complete || ' BOOLEAN, CHECK ((' || denied || ' IS NULL) = (' || name || ' IS NULL))'
                || ', CHECK ((' || complete || ' IS NULL) = (' || name || ' IS NULL))'
            ELSE ''
        END AS definition
    FROM columns
)

SELECT 'CREATE TABLE cases (' || string_agg(definition, ', ' ORDER BY place) || ', PRIMARY KEY (case_id))' AS statement
FROM definitions
