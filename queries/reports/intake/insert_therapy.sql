-- When were the drugs given?
-- One row per period of treatment.
INSERT INTO therapy
SELECT n.report_id, coalesce(s.drug_seq, ''), started.date, stopped.date
FROM staged_ther AS s
JOIN newcomer AS n ON n.primary_id = s.primaryid
LEFT JOIN calendar AS started ON started.digits = s.start_dt
LEFT JOIN calendar AS stopped ON stopped.digits = s.end_dt
WHERE n.report_id IS NOT NULL
