-- Put in the words without a digit in which the text search looks.
-- One row per word.
INSERT INTO search_words BY NAME
WITH words AS (
    SELECT
        case_id,
        unnest(regexp_extract_all(searchable, '[^ |]+')) AS word
    FROM cases
)

SELECT
    word,
    count(DISTINCT case_id) AS cases
FROM words
WHERE NOT regexp_matches(word, '[0-9]')
GROUP BY word
ORDER BY word
