-- Which number does the next report get?
-- One row.
SELECT coalesce(max(report_id) + 1, 0) AS first FROM report
