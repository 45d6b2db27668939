-- Agrees where lymphocytes or eosinophils are raised in every lavage that says, and hemorrhage is named in one at least;
-- differs with a lavage in which neither is raised. Raised is a share above that of healthy people.
CREATE MACRO lavage_raised(lymphocytes_pct, eosinophils_pct, impression) AS CASE
    WHEN lymphocytes_pct > highest_share('lymphocytes') OR eosinophils_pct > highest_share('eosinophils') THEN true
    WHEN list_has_any(impression, ['lymphocytosis', 'eosinophilia']::bal_impression[]) THEN true
    WHEN lymphocytes_pct <= highest_share('lymphocytes') AND eosinophils_pct <= highest_share('eosinophils') THEN false
    WHEN list_contains(impression, 'considered normal') THEN false
END;

CREATE MACRO claim_4_lavage(case_id, raised, alveolar_hemorrhage) AS {
    'claim': 4,
    'says': 'Lavage shows raised lymphocytes and/or eosinophils; alveolar hemorrhage occurs.',
    'read_in': 'Discussion',
    'agrees': CASE
        WHEN NOT bool_and(raised) THEN false
        WHEN count(raised) > 0 AND count(*) FILTER (alveolar_hemorrhage = 'yes') > 0 THEN true
    END,
    'answer': format(
        'raised in {} of {} lavages that say; hemorrhage named in {}',
        count(*) FILTER (raised), count(raised), count(*) FILTER (alveolar_hemorrhage = 'yes')
    ),
    'differing': min(case_id, 20) FILTER (NOT raised),
    'differ': count(*) FILTER (NOT raised)
};
