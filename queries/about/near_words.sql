-- Which words of letters that the text search knows come nearest to one that it does not find?
-- One row per word, the nearest first: those that differ by few letters; `synonyms` are words of the codebook.
WITH known AS (
    SELECT
        word,
        cases
    FROM search_words

    UNION ALL

    SELECT
        unnest($synonyms::VARCHAR[]) AS word,
        0 AS cases
)

SELECT word
FROM known
WHERE damerau_levenshtein(word, $word) BETWEEN 1 AND $most::INTEGER
GROUP BY word
ORDER BY damerau_levenshtein(word, $word), jaro_winkler_similarity(word, $word) DESC, max(cases) DESC, word
LIMIT 10
