-- What became of the reports of a quarter?
-- One row; reports = counted + replaced + joined + deleted.
WITH out AS (
    SELECT
        count(*) AS gone, count(*) FILTER (joined) AS joined,
        count(*) FILTER (case_id IN (SELECT case_id FROM struck_case)) AS deleted
    FROM gone
    WHERE quarter = $quarter
)
SELECT counted + gone AS reports, counted, gone - deleted - joined AS replaced, joined, deleted
FROM out, (SELECT count(*) AS counted FROM report WHERE quarter = $quarter)
