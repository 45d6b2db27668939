-- Which statement makes the table of how each selected case compares with the patient at hand?
-- One row: a macro that gives a row for each case and each criterion of the codebook that is stated.
--
-- Where the case does not say, the two cannot be compared (NULL): that is never a disagreement. A number with a precision
-- (latency_low_days and latency_high_days beside latency_days) agrees where its bounds do, and is written in the words of
-- its source (latency_words). casebook/board/criteria.py says how each compares in words, and names the values of the patient.
-- The parts of a lavage are compared together, as its pattern; a term that names nothing, not at all.
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
        coalesce(
            (
                SELECT string_agg(as_text(terms.term), ', ' ORDER BY terms.place)
                FROM codebook_terms AS terms
                WHERE list_contains(facts.lists, terms.list) AND terms.counts_as = 'not named'
            ),
            'NULL'
        ) AS not_named
    FROM codebook_facts AS facts
    LEFT JOIN codebook_facts AS low ON low.name = regexp_replace(facts.name, '_([a-z]+)$', '_low_\1')
    LEFT JOIN codebook_facts AS high ON high.name = regexp_replace(facts.name, '_([a-z]+)$', '_high_\1')
    LEFT JOIN codebook_facts AS words ON words.name = regexp_replace(facts.name, '_[a-z]+$', '_words')
    WHERE facts.criterion IS NOT NULL AND facts.compares <> 'part of the lavage'
),

comparisons AS (
    SELECT
        *,
        CASE compares
            WHEN 'shares a term' THEN format('len({}) > 0', stated)
            WHEN 'lavage pattern' THEN format('len({}) > 0', stated)
            WHEN 'same' THEN format('{} IS NOT NULL', stated)
            WHEN 'is among' THEN format('{} IS NOT NULL', stated)
            ELSE format('{} IS NOT NULL', low)
        END AS is_stated,
        CASE
            WHEN compares IN ('shares a term', 'is among') THEN format('list_in_words({}, {}, {})', name, state, complete)
            WHEN compares = 'same' THEN format('{}::VARCHAR', name)
            WHEN words IS NOT NULL THEN words
            WHEN compares = 'lavage pattern'
                THEN format(
                    'lavage_in_words({}, {}, bal_lymphocytes_pct, bal_eosinophils_pct, bal_neutrophils_pct, bal_macrophages_pct, bal_impression)',
                    name, state
                )
            ELSE format('number_in_words({}, {})', name, state)
        END AS of_case,
        CASE compares
            WHEN 'shares a term' THEN format('terms_agree({}, {}, {}, {})', name, denied, complete, stated)
            WHEN 'is among' THEN format('terms_agree({}, {}, {}, [{}])', name, denied, complete, stated)
            WHEN 'same' THEN format('CASE WHEN coalesce({0}::VARCHAR NOT IN ({1}), true) THEN term_agrees({0}, {2}) END', name, not_named, stated)
            WHEN 'lavage pattern'
                THEN format('patterns_agree({}, bal_alveolar_hemorrhage, {}, patient[''hemorrhage''])', name, stated)
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
