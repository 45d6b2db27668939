-- Which statement makes the table of how each selected case compares with the patient at hand?
-- One row: a macro that gives a row for each case and each criterion of the codebook that is stated.
--
-- Where the case does not say, the two cannot be compared (NULL): that is never a disagreement. A number with a precision
-- (latency_low_days and latency_high_days beside latency_days) agrees where its bounds do, and is written in the words of
-- its source (latency_words). casebook/board/criteria.py says how each compares in words, and names the
-- values of the patient.
WITH criteria AS (
    SELECT
        facts.criterion_order,
        facts.compares,
        as_text(facts.criterion) AS criterion,
        as_name(facts.name) AS name,
        CASE WHEN len(facts.states) > 0 THEN as_name(facts.name || '_state') ELSE 'NULL' END AS state,
        as_name(coalesce(low.name, facts.name)) AS low_bound,
        as_name(coalesce(high.name, facts.name)) AS high_bound,
        CASE WHEN facts.origin = 'read' THEN as_name(facts.name || '_denied') ELSE '[]' END AS denied,
        CASE WHEN facts.origin = 'read' THEN as_name(facts.name || '_complete') ELSE 'true' END AS complete,
        as_name(words.name) AS words,
        'patient[' || as_text(facts.criterion) || ']' AS stated,
        'patient[' || as_text(facts.criterion || '_low') || ']::DOUBLE' AS low,
        'patient[' || as_text(facts.criterion || '_high') || ']::DOUBLE' AS high,
        'patient[' || as_text(facts.criterion || '_below') || ']::DOUBLE' AS below
    FROM codebook_facts AS facts
    LEFT JOIN codebook_facts AS low ON low.name = regexp_replace(facts.name, '_([a-z]+)$', '_low_\1')
    LEFT JOIN codebook_facts AS high ON high.name = regexp_replace(facts.name, '_([a-z]+)$', '_high_\1')
    LEFT JOIN codebook_facts AS words ON words.name = regexp_replace(facts.name, '_[a-z]+$', '_words')
    WHERE facts.criterion IS NOT NULL
),

comparisons AS (
    SELECT
        *,
        CASE compares
            WHEN 'shares a term' THEN format('len({}) > 0', stated)
            WHEN 'same' THEN format('{} IS NOT NULL', stated)
            WHEN 'is among' THEN format('{} IS NOT NULL', stated)
            ELSE format('{} IS NOT NULL', low)
        END AS is_stated,
        CASE
            WHEN compares IN ('shares a term', 'is among') THEN format('told_list({}, {}, {})', name, state, complete)
            WHEN compares = 'same' THEN format('{}::VARCHAR', name)
            WHEN words IS NOT NULL THEN words
            ELSE format('told_number({}, {})', name, state)
        END AS of_case,
        CASE compares
            WHEN 'shares a term' THEN format('terms_agree({}, {}, {}, {})', name, denied, complete, stated)
            WHEN 'is among' THEN format('terms_agree({}, {}, {}, [{}])', name, denied, complete, stated)
            WHEN 'same' THEN format('term_agrees({}, {})', name, stated)
            WHEN 'band of years' THEN format('{0} >= {1} AND {0} < {2}', name, low, below)
            WHEN 'within factor' THEN format('{} >= {} AND {} <= {}', high_bound, low, low_bound, high)
            ELSE format('{0} >= {1} AND {0} <= {2}', name, low, high)
        END AS agrees,
        CASE compares WHEN 'shares a term' THEN format('terms_shared({}, {})', name, stated) ELSE '''''' END AS shared
    FROM criteria
)

SELECT
    'CREATE MACRO compared_cases(selection, patient) AS TABLE
    WITH verdicts AS (SELECT case_id, drug, unnest(['
    || string_agg(
        format(
            '{{''criterion'': {}, ''stated'': {}, ''told'': {}, ''agrees'': {}, ''shared'': {}}}',
            criterion, is_stated, of_case, agrees, shared
        ),
        ', ' ORDER BY criterion_order
    )
    || '], recursive := true) FROM selected_cases(selection))
    SELECT
        case_id,
        drug,
        criterion,
        told,
        CASE agrees WHEN true THEN ''agrees'' WHEN false THEN ''disagrees'' ELSE ''cannot be compared'' END AS comparison,
        shared,
        list_contains(patient[''required'']::VARCHAR[], criterion) AS required
    FROM verdicts
    WHERE stated' AS statement
FROM comparisons
