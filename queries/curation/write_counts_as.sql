-- Which statements make the macros that say what a term counts as?
-- One row per statement: for each list and word of terms.csv, column counts_as, a macro <list>_is_<word>.
SELECT
    'CREATE MACRO ' || as_name(list || '_is_' || counts_as) || '(term) AS term IN ('
    || string_agg(as_text(term), ', ' ORDER BY place) || ')' AS statement
FROM codebook_terms
WHERE counts_as <> ''
GROUP BY list, counts_as
ORDER BY list, counts_as
