-- What is known of this case, and where was it read?
-- One row per fact, in clinical order: its section and name, the value (NULL unless known), the value or the state it is in,
-- the locator, the note. Of a list the latter says whether it is complete and what the source denies; the note says of whom a
-- value was said. Days that were reckoned from another unit are rounded there; the value has all of their decimals.
SELECT
    codebook_facts.section,
    codebook_facts.label,
    facts.fact,
    facts.state::VARCHAR AS state,
    facts.value,
    CASE
        WHEN codebook_facts.unit = 'days' AND facts.value LIKE '%.%'
            THEN number_in_words(rounded_days(facts.value::DOUBLE), NULL)
        ELSE coalesce(facts.value, facts.state::VARCHAR)
    END
    || CASE WHEN facts.value IN ('none', 'none named') THEN '' WHEN facts.complete THEN ', no others' WHEN NOT facts.complete THEN ', among others' ELSE '' END
    || coalesce('; denied: ' || replace(facts.denied, '; ', ', '), '') AS in_words,
    coalesce(facts.locator, '') AS locator,
    concat_ws(
        '; ',
        facts.note,
        CASE facts.said_of WHEN 'group' THEN 'said of a group of cases, not of this one' END,
        'read from the sentence of claim ' || facts.from_claim || ' of the founding report'
    ) AS note
FROM facts
INNER JOIN codebook_facts ON codebook_facts.name = facts.fact
WHERE facts.case_id = $case_id
ORDER BY codebook_facts.place
