-- Which values of reports could not be read, not wholly, or not be used?
-- One row per field and reason.
INSERT INTO unread
WITH line AS ( -- any_value, since DuckDB would else judge every line, not every different value
    SELECT 'event_dt' AS field, any_value(event_dt) AS value, count(*) AS n FROM staged_demo GROUP BY event_dt
    UNION ALL SELECT 'fda_dt', any_value(fda_dt), count(*) FROM staged_demo GROUP BY fda_dt
    UNION ALL SELECT 'init_fda_dt', any_value(init_fda_dt), count(*) FROM staged_demo GROUP BY init_fda_dt
    UNION ALL SELECT 'sex', any_value(sex), count(*) FROM staged_demo GROUP BY sex
    UNION ALL SELECT 'occp_cod', any_value(occp_cod), count(*) FROM staged_demo GROUP BY occp_cod
    UNION ALL SELECT 'rept_cod', any_value(rept_cod), count(*) FROM staged_demo GROUP BY rept_cod
    UNION ALL SELECT 'reporter_country', any_value(reporter_country), count(*) FROM staged_demo GROUP BY reporter_country
    UNION ALL SELECT 'occr_country', any_value(occr_country), count(*) FROM staged_demo GROUP BY occr_country
    UNION ALL SELECT 'caseversion', any_value(coalesce(caseversion, foll_seq)), count(*)
    FROM staged_demo GROUP BY coalesce(caseversion, foll_seq)
),
written AS (
    SELECT field, if(field IN ('occp_cod', 'rept_cod'), upper(stripped(value)), stripped(value)) AS value, sum(n) AS n
    FROM line
    GROUP BY ALL
),
aged AS (
    SELECT stripped(age) AS age, stripped(coalesce(age_cod, '')) AS unit, sum(n) AS n
    FROM (SELECT any_value(age) AS age, any_value(age_cod) AS age_cod, count(*) AS n FROM staged_demo GROUP BY staged_demo.age, staged_demo.age_cod)
    GROUP BY ALL
),
judged AS (
    SELECT
        field, value, n,
        CASE field
            WHEN 'sex' THEN if(
                sex_of(value) IS NULL
                    AND upper(value) NOT IN ('UNK', 'NS', 'U', 'I', 'UNKNOWN', 'NOT SPECIFIED'),
                'none of F, M, UNK, NS', NULL
            )
            WHEN 'caseversion' THEN if(
                version_of(value) IS NULL, 'not a number; read as the first version', NULL
            )
            WHEN 'occp_cod' THEN if(
                value NOT IN ('MD', 'PH', 'OT', 'LW', 'CN', 'HP', 'RN') AND NOT is_unknown(value),
                'none of MD, PH, OT, LW, CN, HP, RN; kept as it is written', NULL
            )
            WHEN 'rept_cod' THEN if(
                value NOT IN ('EXP', 'PER', 'DIR', '5DAY', '30DAY') AND NOT is_unknown(value),
                'none of EXP, PER, DIR, 5DAY, 30DAY; kept as it is written', NULL
            )
            WHEN 'reporter_country' THEN country_fault(value)
            WHEN 'occr_country' THEN country_fault(value)
            ELSE date_fault(value)
        END AS reason
    FROM written
    WHERE NOT is_missing(value)
    UNION ALL
    SELECT
        'event_dt', event.date, sum(n), 'lies after the day on which the report was received; not used for time to onset'
    FROM (SELECT event_dt, fda_dt, count(*) AS n FROM staged_demo GROUP BY ALL) AS s
    JOIN calendar AS event ON event.digits = s.event_dt
    LEFT JOIN calendar AS received ON received.digits = s.fda_dt
    WHERE later_than(event.date, coalesce(received.date, left($quarter, 4)))
    GROUP BY ALL
    UNION ALL
    SELECT
        'age', trim(age || ' ' || unit), n,
        CASE
            WHEN plain_number(age) IS NULL THEN 'not a number'
            WHEN is_missing(unit) THEN 'without a unit'
            WHEN upper(unit) NOT IN ('DEC', 'YR', 'MON', 'WK', 'DY', 'HR')
                THEN 'the unit is none of DEC, YR, MON, WK, DY, HR'
            ELSE 'not between 0 and 120 years'
        END
    FROM aged
    WHERE (NOT is_missing(age) OR bare(age) = 'nan') AND years_of_age(age, unit) IS NULL
)
SELECT $quarter, $file, field, reason, sum(n), array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
