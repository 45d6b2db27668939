-- What became of the cases that the lists of a quarter, or a list that came alone, name as deleted?
-- One row: how many cases are named, and how many versions of them, of whatever quarter, do not count any more.
SELECT
    count(DISTINCT case_id) AS named,
    (SELECT count(*) FROM gone WHERE case_id IN (SELECT case_id FROM deleted WHERE quarter = $quarter)) AS versions
FROM deleted WHERE quarter = $quarter
