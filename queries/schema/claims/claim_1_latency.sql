-- Agrees where every latency surely lies between the two; differs with one surely outside. Of a range both ends count, and a
-- bound alone can only show that a latency lies outside.
CREATE MACRO latency_is_inside(least_days, most_days) AS CASE
    WHEN least_days > longest_of_report() OR most_days < 6 THEN false
    WHEN least_days >= 6 AND most_days <= longest_of_report() THEN true
END;

CREATE MACRO claim_1_latency(case_id, least_days, most_days, latency, inside) AS {
    'claim': 1,
    'says': 'Latency from the start of pomalidomide lies between 6 days and 22 months.',
    'read_in': 'Discussion',
    'about': 'cases',
    'agrees': CASE
        WHEN count(*) FILTER (NOT inside) > 0 THEN false
        WHEN count(inside) = count(case_id) AND count(case_id) > 0 THEN true
    END,
    'answer': concat_ws(
        ', ',
        coalesce(
            span_in_words(min(least_days) FILTER (most_days IS NOT NULL), max(most_days) FILTER (least_days IS NOT NULL))
            || format(
                ' days in the {} of {} that {}',
                count(least_days + most_days), count(case_id), CASE count(least_days + most_days) WHEN 1 THEN 'says' ELSE 'say' END
            ),
            'no latency in days known'
        ),
        format(
            'only a bound in {} ({})',
            nullif(count(coalesce(least_days, most_days)) - count(least_days + most_days), 0),
            array_to_string(min(latency, 3) FILTER ((least_days IS NULL) <> (most_days IS NULL)), ', ')
        ),
        'not known in ' || nullif(count(case_id) - count(coalesce(least_days, most_days)), 0)
    ),
    'differing': min(case_id, 20) FILTER (NOT inside),
    'differ': count(*) FILTER (NOT inside)
};
