-- When an IMiD was given again, or another one before or after: what happened?
-- One row per time of it, drug of the lung injury, and drug given; those without a report included. Counts of cases.
WITH again AS (
    SELECT
        'after the event' AS time,
        drug,
        drug::VARCHAR AS given,
        rechallenge_outcome = 'recurred' AS recurred,
        rechallenge_outcome = 'did not recur' AS not_recurred,
        case_id
    FROM selected_cases($selection)
    WHERE rechallenge = 'yes'
    UNION ALL
    SELECT
        'after the event',
        drug,
        unnest(coalesce(later_other_imid_drugs::VARCHAR[], ['not named'])),
        later_other_imid_result = 'recurred',
        later_other_imid_result = 'did not recur',
        case_id
    FROM selected_cases($selection)
    WHERE later_other_imid = 'yes'
    UNION ALL
    SELECT
        'before the event',
        drug,
        unnest(coalesce(prior_imid_drugs::VARCHAR[], ['not named'])),
        prior_imid_lung_toxicity = 'yes',
        prior_imid_lung_toxicity = 'no',
        case_id
    FROM selected_cases($selection)
    WHERE prior_imid = 'yes'
),

imids AS (
    SELECT unnest(enum_range(NULL::imid))::imid AS imid
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
        list(again.case_id ORDER BY again.case_id) FILTER (again.case_id IS NOT NULL) AS case_ids
    FROM cells
    LEFT JOIN again ON again.time = cells.time AND again.drug = cells.drug AND again.given = cells.given
    GROUP BY ALL
)

SELECT
    time,
    drug,
    given,
    cases,
    recurred,
    not_recurred,
    unknown,
    coalesce(array_to_string(case_ids[1:20], '; '), '') AS case_ids
FROM counted
WHERE place < 99 OR cases > 0
ORDER BY time DESC, drug, place
