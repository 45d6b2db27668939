-- Which version of each case counts, among those of this quarter and those already in?
-- One row per version of a case that has more than one; place 1 counts, the rest is replaced.
CREATE OR REPLACE TEMP TABLE rival AS
WITH staged AS (
    SELECT
        CAST(NULL AS UINTEGER) AS report_id, coalesce(k.least_case_id, caseid) AS person, caseid AS case_id,
        primaryid AS primary_id, $faers AS faers,
        coalesce(version_of(caseversion), version_of(foll_seq), 0) AS case_version,
        c.date AS fda_date, $quarter AS quarter
    FROM staged_demo
    LEFT JOIN calendar AS c ON c.digits = fda_dt
    LEFT JOIN same_case AS k ON k.case_id = caseid
),
standing AS (
    SELECT
        report_id, coalesce(k.least_case_id, r.case_id) AS person, r.case_id, primary_id, faers, case_version, fda_date,
        quarter
    FROM report AS r
    LEFT JOIN same_case AS k USING (case_id)
    WHERE r.case_id IN (SELECT case_id FROM staged UNION SELECT case_id FROM same_case)
),
candidate AS (
    FROM staged
    UNION ALL BY NAME
    FROM standing
)
SELECT
    report_id, primary_id, case_id,
    row_number() OVER (
        PARTITION BY person
        ORDER BY
            $replacing AND report_id IS NULL DESC, faers DESC, case_version DESC, fda_date DESC NULLS LAST, quarter DESC,
            length(primary_id) DESC, primary_id DESC, case_id DESC
    ) AS place
FROM candidate
WHERE person IN (SELECT person FROM candidate GROUP BY person HAVING count(*) > 1)
