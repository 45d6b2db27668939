-- Which statement makes the table of the cases that the reader's filters leave?
-- One row: a macro with the predicate of each filter of the codebook and of the text search. All must hold.
SELECT 'CREATE MACRO selected_cases(selection) AS TABLE SELECT * FROM cases WHERE '
    || string_agg(predicate, ' AND ' ORDER BY filter_order) AS statement
FROM filter_predicates()
