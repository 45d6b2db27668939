-- Agrees where no CT pattern is named more often than ground-glass opacities, and more than half of these lie mid to upper;
-- differs where another pattern is named more often, or at most half can lie there, whatever the unknown ones do.
CREATE MACRO ground_glass(ct_patterns) AS list_contains(ct_patterns, 'ground-glass opacities');
CREATE MACRO upper_ground_glass(ct_patterns, ct_distribution) AS CASE
    WHEN list_contains(ct_patterns, 'ground-glass opacities')
    THEN list_has_any(ct_distribution, ['apical', 'upper', 'mid-to-upper']::ct_distribution[])
END;

CREATE MACRO claim_3_ct(case_id, ct_patterns, ground_glass, upper_ground_glass) AS {
    'claim': 3,
    'says': 'Ground-glass opacities, mid to upper lung, are the most frequent CT pattern.',
    'read_in': 'Discussion',
    'agrees': CASE
        WHEN count(*) FILTER (ground_glass) < list_max(map_values(list_histogram(flatten(list(ct_patterns))))) THEN false
        WHEN 2 * count(*) FILTER (upper_ground_glass) > count(*) FILTER (ground_glass) THEN true
        WHEN 2 * count(*) FILTER (NOT upper_ground_glass) >= count(*) FILTER (ground_glass) AND count(ct_patterns) > 0 THEN false
    END,
    'answer': format(
        'ground-glass opacities in {} of {} that say; mid to upper in {} of those',
        count(*) FILTER (ground_glass), count(ct_patterns), count(*) FILTER (upper_ground_glass)
    ) || coalesce(', not known of ' || nullif(count(*) FILTER (ground_glass) - count(upper_ground_glass), 0), ''),
    'differing': min(case_id, 20) FILTER (NOT upper_ground_glass),
    'differ': count(*) FILTER (NOT upper_ground_glass)
};
