-- Which version of each case counts, among those of this quarter and those already in?
-- One row per version of a case that has more than one; place 1 counts, the rest is replaced.
CREATE OR REPLACE TEMP TABLE rival AS
WITH staged AS (
    SELECT
        CAST(NULL AS UINTEGER) AS report_id, caseid AS case_id, primaryid AS primary_id, $faers AS faers,
        coalesce(try_cast(caseversion AS INTEGER), try_cast(foll_seq AS INTEGER), 0) AS case_version,
        c.date AS fda_date, $quarter AS quarter
    FROM staged_demo
    LEFT JOIN calendar AS c ON c.digits = fda_dt
),
standing AS (
    SELECT report_id, case_id, primary_id, faers, case_version, fda_date, quarter
    FROM report
    WHERE case_id IN (SELECT case_id FROM staged)
),
candidate AS (
    FROM staged
    UNION ALL BY NAME
    FROM standing
)
SELECT
    report_id, primary_id, case_id,
    row_number() OVER (
        PARTITION BY case_id
        ORDER BY faers DESC, case_version DESC, fda_date DESC NULLS LAST, quarter DESC, length(primary_id) DESC,
            primary_id DESC
    ) AS place
FROM candidate
WHERE case_id IN (SELECT case_id FROM candidate GROUP BY case_id HAVING count(*) > 1)
