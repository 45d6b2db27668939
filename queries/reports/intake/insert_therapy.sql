-- When were the drugs started?
-- One row per period of treatment whose start can be read.
INSERT INTO therapy
SELECT n.report_id, coalesce(s.drug_seq, ''), started.date
FROM staged_ther AS s
JOIN newcomer AS n ON n.primary_id = s.primaryid
JOIN calendar AS started ON started.digits = s.start_dt
WHERE n.report_id IS NOT NULL AND started.date IS NOT NULL
