-- Which statement makes the macro that lists the states of all facts that were read in a case?
-- One row: a macro that takes a row with the columns of cases, and gives a list of one state a fact: known, or why it is not.
SELECT
    'CREATE MACRO states_of(one_case) AS ['
    || string_agg(
        CASE
            WHEN kind = 'term' THEN format('coalesce(TRY_CAST(one_case.{}::VARCHAR AS state), ''known'')', as_name(name))
            ELSE format('one_case.{}::state', as_name(name || '_state'))
        END,
        ', ' ORDER BY place
    )
    || ']' AS statement
FROM codebook_facts
WHERE origin = 'read'
