-- What does the record of a release hold of each case, in words, with the numbers of its contradictions and dated moments?
-- One row per case: every fact that belongs to a section, its state written out where it is not known.
SELECT
    words.*,
    (SELECT count(*) FROM conflicts WHERE conflicts.case_id = words.case_id)::VARCHAR AS contradictions,
    (SELECT count(*) FROM course WHERE course.case_id = words.case_id)::VARCHAR AS moments
FROM cases_in_words($selection) AS words
ORDER BY words.case_id
