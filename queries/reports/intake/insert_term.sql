-- Which terms are new?
-- One row per term; capitals do not make another term, and a spelling that is not all capitals is shown.
INSERT INTO term
WITH word AS (
    SELECT spelling, max(name) FILTER ($mixed) AS name
    FROM written_term
    GROUP BY ALL
)
SELECT
    coalesce((SELECT max(term_id) + 1 FROM term), 0) + row_number() OVER (ORDER BY spelling) - 1, spelling, name
FROM word
ANTI JOIN term USING (spelling)
