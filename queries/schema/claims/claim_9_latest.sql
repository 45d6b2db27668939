-- The latest of the eight came at 22 months, and had no earlier IMiD. Agrees where that is so whatever the unknown latencies
-- and answers are; differs with a latency that is surely longer, with an earlier IMiD in a case of 22 months, or where no case
-- that can be one of 22 months can be without.
CREATE MACRO claim_9_latest(case_id, least_days, most_days, is_latest, latency, prior_imid) AS {
    'claim': 9,
    'says': 'The case with the latest onset (22 months) had no earlier IMiD.',
    'read_in': 'Discussion',
    'about': 'the eight',
    'agrees': CASE
        WHEN count(case_id) = 0 THEN NULL
        WHEN count(*) FILTER (least_days > longest_of_report()) > 0 THEN false
        WHEN count(*) FILTER (least_days = longest_of_report() AND prior_imid = 'yes') > 0 THEN false
        WHEN
            count(case_id) FILTER (
                coalesce(least_days <= longest_of_report(), true) AND coalesce(most_days >= longest_of_report(), true)
                AND prior_imid IS DISTINCT FROM 'yes'
            ) = 0
            THEN false
        WHEN
            count(*) FILTER (most_days <= longest_of_report()) = count(case_id)
            AND count(*) FILTER (least_days = longest_of_report()) > 0
            AND count(*) FILTER (most_days = longest_of_report() AND prior_imid IS DISTINCT FROM 'no') = 0
            THEN true
    END,
    'answer': concat_ws(
        '; ',
        coalesce(
            format(
                'latest known: {}, prior IMiD {}',
                min(latency) FILTER (is_latest),
                array_to_string(list_sort(list_distinct(list(coalesce(prior_imid::VARCHAR, 'not known')) FILTER (is_latest))), ' or ')
            ),
            'no latency known'
        ),
        'latency not known, or only a bound, of ' || nullif(count(case_id) - count(least_days + most_days), 0)
    ),
    'differing': min(case_id, 20) FILTER (least_days > longest_of_report() OR (least_days = longest_of_report() AND prior_imid = 'yes')),
    'differ': count(*) FILTER (least_days > longest_of_report() OR (least_days = longest_of_report() AND prior_imid = 'yes'))
};
