-- Two parts, and both must hold: no CT pattern is seen more often than ground-glass opacities, and more than half of these
-- lie mid to upper. Terms that a list leaves open may be there or not. Agrees where both hold however that is; differs where
-- they cannot hold together. Where no CT was done (not applicable) no pattern was seen. Pulmonary hypertension is not asked.

-- Whether CT showed ground-glass opacities; whether the lung is affected mid to upper. Bilateral, diffuse, random and lower
-- say nothing of upper: only a list that denies all three places, or is complete without them, says no. NULL: not known.
CREATE MACRO absent_patterns(named, denied, complete, state) AS CASE
    WHEN state = 'not applicable' THEN enum_range(NULL::ct_pattern)::VARCHAR[]
    ELSE absent_terms(named::VARCHAR[], denied::VARCHAR[], complete, enum_range(NULL::ct_pattern)::VARCHAR[])
END;
CREATE MACRO ground_glass(named, absent) AS CASE
    WHEN list_contains(named, 'ground-glass opacities') THEN true
    WHEN list_contains(absent, 'ground-glass opacities') THEN false
END;
CREATE MACRO mid_to_upper(named, denied, complete) AS CASE
    WHEN list_has_any(named::VARCHAR[], ['apical', 'upper', 'mid-to-upper']) THEN true
    WHEN complete OR list_has_all(denied::VARCHAR[], ['apical', 'upper', 'mid-to-upper']) THEN false
END;

-- What a case adds to the balance of ground-glass opacities that lie mid to upper (1) and elsewhere (-1), its unknowns taken
-- against the claim, and for it.
CREATE MACRO upper_at_worst(ground_glass, upper) AS CASE
    WHEN NOT ground_glass OR (ground_glass IS NULL AND upper) THEN 0
    WHEN ground_glass AND upper THEN 1
    ELSE -1
END;
CREATE MACRO upper_at_best(ground_glass, upper) AS CASE
    WHEN NOT ground_glass OR (ground_glass IS NULL AND NOT upper) THEN 0
    WHEN NOT upper THEN -1
    ELSE 1
END;

-- How often the pattern other than ground-glass opacities is named that is named most; how often the one is known to be
-- absent that is so least.
CREATE MACRO other_patterns(patterns) AS
    list_histogram(flatten(list(list_filter(patterns::VARCHAR[], lambda pattern: pattern <> 'ground-glass opacities'))));
CREATE MACRO others_named(named) AS coalesce(list_max(map_values(other_patterns(named))), 0);
CREATE MACRO others_absent(absent) AS CASE
    WHEN cardinality(other_patterns(absent)) = len(enum_range(NULL::ct_pattern)) - 1 THEN list_min(map_values(other_patterns(absent)))
    ELSE 0
END;

-- `asked` is whether CT is asked of the case; `at_best` is not 0 for the cases whose ground-glass opacities, sure or
-- possible, do not stand against the second part. Where these are too few for the first part, others that lie elsewhere must
-- be ground-glass too, and each takes one from the balance.
CREATE MACRO claim_3_ct(case_id, asked, named, absent, ground_glass, upper) AS {
    'claim': 3,
    'says': 'Ground-glass opacities, mid to upper lung, are the most frequent CT pattern.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE
        WHEN count(*) FILTER (asked) = 0 THEN NULL
        WHEN count(*) FILTER (asked) - count(*) FILTER (NOT ground_glass) < greatest(others_named(named), 1) THEN false
        WHEN
            sum(upper_at_best(ground_glass, upper)) FILTER (asked)
            <= greatest(greatest(others_named(named), 1) - count(*) FILTER (asked AND (ground_glass OR upper_at_best(ground_glass, upper) = 1)), 0)
            THEN false
        WHEN
            count(*) FILTER (ground_glass) >= count(*) FILTER (asked) - others_absent(absent)
            AND sum(upper_at_worst(ground_glass, upper)) FILTER (asked) > 0
            THEN true
    END,
    'answer': concat_ws(
        '; ',
        format(
            'ground-glass opacities named in {} of {}, absent in {}, not known in {}',
            count(*) FILTER (ground_glass),
            count(*) FILTER (asked),
            count(*) FILTER (NOT ground_glass),
            count(*) FILTER (asked) - count(ground_glass)
        ),
        format(
            'another pattern named in {} at most, possible in {}', others_named(named), count(*) FILTER (asked) - others_absent(absent)
        ),
        format(
            'of the {}, mid to upper in {}, not there in {}, not known in {}',
            count(*) FILTER (ground_glass),
            count(*) FILTER (ground_glass AND upper),
            count(*) FILTER (ground_glass AND NOT upper),
            count(*) FILTER (ground_glass AND upper IS NULL)
        ),
        not_asked_in_words(count(case_id) - count(*) FILTER (asked))
    ),
    'differing': min(case_id, 20) FILTER (asked AND (NOT ground_glass OR NOT upper)),
    'differ': count(*) FILTER (asked AND (NOT ground_glass OR NOT upper))
};
