-- Which statement makes the macro that counts the cases which each term of a filter would leave beside the other filters?
-- One row: a macro with one row per filter and term that occur.
--
-- Each case is judged once by all filters: `missed` has a bit for each that it misses. The terms of a filter are counted among
-- the cases that miss no other one.
WITH predicates AS (
    SELECT
        *,
        (1::BIGINT << (row_number() OVER (ORDER BY filter_order) - 1)::BIGINT)::VARCHAR AS bit
    FROM filter_predicates()
),

counted AS (
    SELECT
        filter_order,
        format(
            '{{''filter'': {}, ''bit'': {}, ''terms'': {}}}',
            as_text(key),
            bit,
            CASE kind WHEN 'list' THEN name || '::VARCHAR[]' ELSE '[' || name || '::VARCHAR]' END
        ) AS terms
    FROM predicates
    WHERE kind IN ('term', 'list')
)

SELECT format(
    'CREATE MACRO terms_left(selection) AS TABLE
        SELECT filter, term, count(*) AS cases
        FROM (
            SELECT asked.filter AS filter, unnest(asked.terms) AS term
            FROM (
                SELECT missed, unnest([{}]) AS asked
                FROM (SELECT *, {} AS missed FROM cases)
                WHERE bit_count(missed) <= 1
            )
            WHERE missed = 0 OR missed = asked.bit
        )
        GROUP BY filter, term',
    (SELECT string_agg(terms, ', ' ORDER BY filter_order) FROM counted),
    (SELECT string_agg('CASE WHEN ' || predicate || ' THEN 0 ELSE ' || bit || ' END', ' | ') FROM predicates)
) AS statement
