-- Were the reports of this database made by a program?
-- One row: whether any archive is one of invented reports.
SELECT coalesce(bool_or(starts_with(origin, 'invented')), false) AS invented FROM quarter
