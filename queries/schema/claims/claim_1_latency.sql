-- Agrees where every known latency lies between the two; differs with one outside.
CREATE MACRO days_outside(latency_days) AS latency_days < 6 OR latency_days > 22 * days_in('month');

CREATE MACRO claim_1_latency(case_id, latency_days, outside) AS {
    'claim': 1,
    'says': 'Latency from the start of pomalidomide lies between 6 days and 22 months.',
    'read_in': 'Discussion',
    'agrees': CASE WHEN count(*) FILTER (outside) > 0 THEN false WHEN count(latency_days) > 0 THEN true END,
    'answer': coalesce(
        format(
            '{} to {} days in the {} of {} that say',
            round(min(latency_days))::INTEGER, round(max(latency_days))::INTEGER, count(latency_days), count(case_id)
        ),
        'no latency known'
    ),
    'differing': min(case_id, 20) FILTER (outside),
    'differ': count(*) FILTER (outside)
};
