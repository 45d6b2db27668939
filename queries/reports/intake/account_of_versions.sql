-- What became of the reports of a quarter?
-- One row; reports = counted + replaced + deleted.
WITH out AS (
    SELECT count(*) AS gone, count(*) FILTER (case_id IN (SELECT case_id FROM deleted)) AS deleted
    FROM gone
    WHERE quarter = $quarter
)
SELECT counted + gone AS reports, counted, gone - deleted AS replaced, deleted
FROM out, (SELECT count(*) AS counted FROM report WHERE quarter = $quarter)
