-- Of which cases does a listing say something else than the one that is in?
-- One row per case and field, three at most: sexes or countries that differ, ages more than a year apart.
WITH both_ways AS (
    SELECT
        s.caseid AS case_id, CAST(r.sex AS VARCHAR) AS sex_there, CAST(sex_of(s.sex) AS VARCHAR) AS sex_here,
        r.age_years AS age_there, years_of_age(s.age, s.age_cod) AS age_here,
        coalesce(there.code, r.country) AS country_there, coalesce(here.code, upper(s.reporter_country)) AS country_here
    FROM staged_demo AS s
    JOIN report AS r ON r.case_id = s.caseid
    LEFT JOIN listed_country AS there ON there.name = r.country
    LEFT JOIN listed_country AS here ON here.name = upper(s.reporter_country)
)
SELECT case_id, 'sex' AS field, sex_there AS there, sex_here AS here FROM both_ways WHERE sex_there <> sex_here
UNION ALL
SELECT case_id, 'country', country_there, country_here FROM both_ways WHERE country_there <> country_here
UNION ALL
SELECT case_id, 'age', CAST(age_there AS VARCHAR), CAST(age_here AS VARCHAR)
FROM both_ways WHERE abs(age_there - age_here) > 1
ORDER BY ALL
LIMIT 3
