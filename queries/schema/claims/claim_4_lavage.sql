-- Some: one is enough. Agrees where one lavage at least shows raised lymphocytes or eosinophils, and one case at least had
-- alveolar hemorrhage; differs where none surely has the one, or none surely the other. A lavage that was not done shows
-- neither. Raised is a share above that of healthy people. No case differs by itself. Pulmonary hypertension is not
-- asked.
CREATE MACRO cells_raised(share_pct, most_pct, impression, denied, complete, as_raised) AS CASE
    WHEN share_pct > most_pct OR list_contains(impression::VARCHAR[], as_raised) THEN true
    WHEN share_pct <= most_pct OR list_contains(impression::VARCHAR[], 'considered normal') THEN false
    WHEN complete OR list_contains(denied::VARCHAR[], as_raised) THEN false
END;
CREATE MACRO lavage_raised(done, lymphocytes_pct, eosinophils_pct, impression, denied, complete) AS CASE
    WHEN done = 'no' THEN false
    ELSE cells_raised(lymphocytes_pct, highest_share('lymphocytes'), impression, denied, complete, 'lymphocytosis')
        OR cells_raised(eosinophils_pct, highest_share('eosinophils'), impression, denied, complete, 'eosinophilia')
END;

-- Hemorrhage is also what the source calls the lung injury, with a lavage or without.
CREATE MACRO had_hemorrhage(done, in_lavage, lung_injury_kind) AS CASE
    WHEN in_lavage = 'yes' OR lung_injury_kind = 'alveolar hemorrhage' THEN true
    WHEN in_lavage IN ('no', 'not applicable') OR done = 'no' THEN false
END;

CREATE MACRO claim_4_lavage(case_id, asked, raised, hemorrhage) AS {
    'claim': 4,
    'says': 'Raised lymphocytes and/or eosinophils in the lavage have been reported, and alveolar hemorrhage: some.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE
        WHEN count(*) FILTER (asked) = 0 THEN NULL
        WHEN count(*) FILTER (NOT raised) = count(*) FILTER (asked) THEN false
        WHEN count(*) FILTER (NOT hemorrhage) = count(*) FILTER (asked) THEN false
        WHEN count(*) FILTER (raised) > 0 AND count(*) FILTER (hemorrhage) > 0 THEN true
    END,
    'answer': concat_ws(
        '; ',
        format(
            'raised in {} of {}, not raised or no lavage in {}, not known in {}',
            count(*) FILTER (raised),
            count(*) FILTER (asked),
            count(*) FILTER (NOT raised),
            count(*) FILTER (asked) - count(raised)
        ),
        format(
            'hemorrhage in {} of {}, none or no lavage in {}, not known in {}',
            count(*) FILTER (hemorrhage),
            count(*) FILTER (asked),
            count(*) FILTER (NOT hemorrhage),
            count(*) FILTER (asked) - count(hemorrhage)
        ),
        not_asked_in_words(count(case_id) - count(*) FILTER (asked))
    ),
    'differing': NULL::VARCHAR[],
    'differ': 0
};
