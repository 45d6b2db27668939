-- When an IMiD was given again, or another one before or after: what happened?
-- One row per time of it, drug of the lung injury, and drug given; those without a report included, but none where no case
-- is selected, and none of the suspect drug before itself. Counts of cases; the first 20 cases of each result by name;
-- `not_given` those whose report says that the drug was not given then.
-- `other_...` count each case once that was given another IMiD at that time, whichever and however many, or none.
WITH chosen AS MATERIALIZED (
    SELECT
        case_id,
        drug,
        rechallenge,
        rechallenge_outcome,
        later_other_imid,
        later_other_imid_drugs,
        later_other_imid_result,
        prior_imid,
        prior_imid_drugs,
        prior_imid_lung_toxicity
    FROM selected_cases($selection)
),

again AS (
    SELECT
        'after the event' AS time,
        drug,
        drug::VARCHAR AS given,
        rechallenge_outcome = 'recurred' AS recurred,
        rechallenge_outcome = 'did not recur' AS not_recurred,
        case_id
    FROM chosen
    WHERE rechallenge = 'yes'
    UNION ALL
    SELECT
        'after the event',
        drug,
        unnest(CASE WHEN len(later_other_imid_drugs) > 0 THEN later_other_imid_drugs::VARCHAR[] ELSE ['not named'] END),
        later_other_imid_result = 'recurred',
        later_other_imid_result = 'did not recur',
        case_id
    FROM chosen
    WHERE later_other_imid = 'yes'
    UNION ALL
    SELECT
        'before the event',
        drug,
        unnest(CASE WHEN len(prior_imid_drugs) > 0 THEN prior_imid_drugs::VARCHAR[] ELSE ['not named'] END),
        prior_imid_lung_toxicity = 'yes',
        prior_imid_lung_toxicity = 'no',
        case_id
    FROM chosen
    WHERE prior_imid = 'yes'
),

denied AS (
    SELECT
        'after the event' AS time,
        drug,
        rechallenge = 'no' AS same,
        later_other_imid = 'no' AS other,
        case_id
    FROM chosen
    UNION ALL
    SELECT
        'before the event',
        drug,
        FALSE,  -- a prior IMiD is another one: the suspect drug itself is not denied with it
        prior_imid = 'no',
        case_id
    FROM chosen
),

others_denied AS (
    SELECT
        time,
        count(*) FILTER (other) AS not_given
    FROM denied
    GROUP BY time
),

others AS (
    SELECT
        time,
        count(DISTINCT case_id) AS cases,
        count(DISTINCT case_id) FILTER (recurred) AS recurred,
        count(DISTINCT case_id) FILTER (not_recurred) AS not_recurred
    FROM again
    WHERE given <> drug::VARCHAR
    GROUP BY time
),

imids AS (
    -- The drugs that follow the IMiDs have rows of their own only where one was given.
    SELECT imid
    FROM (SELECT unnest(enum_range(NULL::imid))::imid AS imid)
    WHERE NOT imid_is_celmod(imid) OR imid IN (SELECT drug FROM again) OR imid::VARCHAR IN (SELECT given FROM again)
),

cells AS (
    SELECT
        times.time,
        first.imid AS drug,
        second.given,
        second.place
    FROM (VALUES ('before the event'), ('after the event')) AS times (time)
    CROSS JOIN imids AS first
    CROSS JOIN (
        SELECT imid::VARCHAR AS given, enum_code(imid)::INTEGER AS place FROM imids
        UNION ALL
        SELECT 'not named', 99
    ) AS second
),

counted AS (
    SELECT
        cells.time,
        cells.drug,
        cells.given,
        cells.place,
        count(again.case_id) AS cases,
        count(*) FILTER (again.recurred) AS recurred,
        count(*) FILTER (again.not_recurred) AS not_recurred,
        count(*) FILTER (again.case_id IS NOT NULL AND NOT again.recurred AND NOT again.not_recurred) AS unknown,
        min(again.case_id, 20) FILTER (again.recurred) AS recurred_ids,
        min(again.case_id, 20) FILTER (again.not_recurred) AS not_recurred_ids,
        min(again.case_id, 20) FILTER (NOT again.recurred AND NOT again.not_recurred) AS unknown_ids
    FROM cells
    LEFT JOIN again ON again.time = cells.time AND again.drug = cells.drug AND again.given = cells.given
    GROUP BY ALL
),

cells_denied AS (
    SELECT
        cells.time,
        cells.drug,
        cells.given,
        count(*) AS not_given,
        min(denied.case_id, 20) AS not_given_ids
    FROM cells
    INNER JOIN denied
        ON denied.time = cells.time
        AND denied.drug = cells.drug
        AND CASE WHEN cells.given = cells.drug::VARCHAR THEN denied.same ELSE denied.other END
    GROUP BY ALL
)

SELECT
    counted.time,
    counted.drug,
    counted.given,
    counted.cases,
    counted.recurred,
    counted.not_recurred,
    unknown,
    coalesce(cells_denied.not_given, 0) AS not_given,
    coalesce(array_to_string(recurred_ids, ', '), '') AS recurred_ids,
    coalesce(array_to_string(not_recurred_ids, ', '), '') AS not_recurred_ids,
    coalesce(array_to_string(unknown_ids, ', '), '') AS unknown_ids,
    coalesce(array_to_string(not_given_ids, ', '), '') AS not_given_ids,
    coalesce(others.cases, 0) AS other_cases,
    coalesce(others.recurred, 0) AS other_recurred,
    coalesce(others.not_recurred, 0) AS other_not_recurred,
    coalesce(others_denied.not_given, 0) AS other_not_given
FROM counted
LEFT JOIN others ON others.time = counted.time
LEFT JOIN others_denied ON others_denied.time = counted.time
LEFT JOIN cells_denied
    ON cells_denied.time = counted.time
    AND cells_denied.drug = counted.drug
    AND cells_denied.given = counted.given
WHERE
    (place < 99 AND NOT (counted.time = 'before the event' AND counted.given = counted.drug::VARCHAR) OR counted.cases > 0)
    AND EXISTS (FROM selected_cases($selection))
ORDER BY counted.time DESC, counted.drug, place
