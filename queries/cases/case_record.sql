-- What does the casebook hold of this case?
-- One row, or none: every fact as its own type, and the state of one that is no term in the column <fact>_state.
SELECT *
FROM cases
WHERE case_id = $case_id
