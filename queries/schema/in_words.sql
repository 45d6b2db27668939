-- Days in a unit of latency. NULL for cycles: their length is not known, and they are not converted.
CREATE MACRO days_in(unit) AS CASE unit::VARCHAR WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 30.4375 END;

-- A value in words, or the state it is in. An empty list is known: there was none.
CREATE MACRO told_number(value, state) AS
    coalesce(CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, state::VARCHAR);
CREATE MACRO told_list(terms, state) AS
    coalesce(CASE WHEN len(terms) = 0 THEN 'none' ELSE array_to_string(terms::VARCHAR[], '; ') END, state::VARCHAR);

-- A latency in the unit of its source: "2 months", "480 days", "2 cycles".
CREATE MACRO told_latency(value, unit, state) AS coalesce(
    told_number(value, NULL) || ' ' || unit::VARCHAR || CASE WHEN value = 1 THEN '' ELSE 's' END, state::VARCHAR
);

-- Whether nobody said so or otherwise: a state that is neither a value nor "not applicable".
CREATE MACRO is_unknown(term) AS term::VARCHAR IN ('not reported', 'not read');
