-- Which reports look like copies of another case?
-- One row per report that shares drugs, terms, sex, age, country and full date of the event with a lower case number.
CREATE OR REPLACE TEMP TABLE copy AS
SELECT p.report_id
FROM profile AS p JOIN report AS r USING (report_id)
WHERE p.likeness IN (SELECT likeness FROM profile WHERE likeness IS NOT NULL GROUP BY likeness HAVING count(*) > 1)
QUALIFY row_number() OVER (PARTITION BY p.likeness ORDER BY length(r.case_id), r.case_id) > 1
