-- Days in a unit of latency. NULL for cycles: their length is not known, and they are not converted.
CREATE MACRO days_in(unit) AS CASE unit::VARCHAR WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 30.4375 END;

-- Whether nobody said whether: the source is silent, or was not read there. "Not applicable" is an answer.
CREATE MACRO is_unknown(term) AS term IN ('not reported', 'not read');

-- A value in words, or the state it is in. An empty list is known: there was none.
CREATE MACRO told_number(value, state) AS
    coalesce(CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, state::VARCHAR);
CREATE MACRO told_list(terms, state) AS
    coalesce(CASE WHEN len(terms) = 0 THEN 'none' ELSE array_to_string(terms::VARCHAR[], '; ') END, state::VARCHAR);

-- What describes the source, in words. Where there is none, it was not in the part that was read; of a source that was read
-- as a whole, the source does not give it.
CREATE MACRO told_of_source(value, read_as) AS
    coalesce(value::VARCHAR, CASE WHEN read_as_is_whole(read_as) THEN 'not reported' ELSE 'not read' END);

-- A latency in the unit of its source: "2 months", "480 days", "2 cycles".
CREATE MACRO told_latency(value, unit, state) AS coalesce(
    told_number(value, NULL) || ' ' || unit::VARCHAR || CASE WHEN value = 1 THEN '' ELSE 's' END, state::VARCHAR
);
