-- Which values of reports could not be read, not wholly, or not be used?
-- One row per field and reason.
INSERT INTO unread
WITH written AS (
    SELECT 'event_dt' AS field, trim(event_dt) AS value, count(*) AS n FROM staged_demo GROUP BY ALL
    UNION ALL SELECT 'fda_dt', trim(fda_dt), count(*) FROM staged_demo GROUP BY ALL
    UNION ALL SELECT 'init_fda_dt', trim(init_fda_dt), count(*) FROM staged_demo GROUP BY ALL
),
aged AS (
    SELECT trim(age) AS age, trim(coalesce(age_cod, '')) AS unit, count(*) AS n FROM staged_demo GROUP BY ALL
),
judged AS (
    SELECT field, value, n, date_fault(value) AS reason FROM written WHERE NOT is_missing(value)
    UNION ALL
    SELECT
        'event_dt', event.date, count(*), 'lies after the day on which the report was received; not used for time to onset'
    FROM staged_demo AS s
    JOIN calendar AS event ON event.digits = s.event_dt
    LEFT JOIN calendar AS received ON received.digits = s.fda_dt
    WHERE later_than(event.date, coalesce(received.date, left($quarter, 4)))
    GROUP BY ALL
    UNION ALL
    SELECT
        'age', trim(age || ' ' || unit), n,
        CASE
            WHEN try_cast(age AS DOUBLE) IS NULL THEN 'not a number'
            WHEN is_missing(unit) THEN 'without a unit'
            WHEN upper(unit) NOT IN ('DEC', 'YR', 'MON', 'WK', 'DY', 'HR')
                THEN 'the unit is none of DEC, YR, MON, WK, DY, HR'
            ELSE 'not between 0 and 120 years'
        END
    FROM aged
    WHERE NOT is_missing(age) AND years_of_age(age, unit) IS NULL
    UNION ALL
    SELECT 'sex', sex, count(*), 'none of F, M, UNK, NS'
    FROM staged_demo
    WHERE sex_of(sex) IS NULL AND NOT is_missing(sex)
        AND upper(trim(sex)) NOT IN ('UNK', 'NS', 'U', 'I', 'UNKNOWN', 'NOT SPECIFIED')
    GROUP BY ALL
    UNION ALL
    SELECT 'caseversion', coalesce(caseversion, foll_seq), count(*), 'not a number; read as the first version'
    FROM staged_demo
    WHERE NOT is_missing(coalesce(caseversion, foll_seq)) AND try_cast(coalesce(caseversion, foll_seq) AS INTEGER) IS NULL
    GROUP BY ALL
)
SELECT $quarter, $file, field, reason, sum(n), array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM judged WHERE reason IS NOT NULL
GROUP BY field, reason
