-- What is known of each case, in words?
-- One row per case: every fact, with its state written out where it is not known, lists joined by "; ", contradictions by " | ".
WITH contradictions AS (
    SELECT case_id, joined(list(note ORDER BY position), '|', ' | ') AS conflicts
    FROM conflicts
    GROUP BY case_id
)

SELECT
    selected.*,
    coalesce(contradictions.conflicts, 'none') AS conflicts
FROM cases_in_words($selection) AS selected
LEFT JOIN contradictions ON contradictions.case_id = selected.case_id
ORDER BY selected.case_id
