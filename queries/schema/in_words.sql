-- Days in a unit of latency. NULL for cycles: their length is not known, and they are not converted.
CREATE MACRO days_in(unit) AS CASE unit::VARCHAR WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 30.4375 END;

-- Whether nobody said whether: the source is silent, or was not read there. "Not applicable" is an answer.
CREATE MACRO is_unknown(term) AS term IN ('not reported', 'not read');

-- Items joined so that they can be parted again: the mark between them, or a backslash, has a backslash before it within an item.
CREATE MACRO joined(items, mark, separator) AS array_to_string(
    list_transform(items::VARCHAR[], lambda item: replace(replace(item, '\', '\\'), mark, '\' || mark)), separator
);

-- A value in words, or the state it is in. An empty list is known: there was none.
CREATE MACRO told_number(value, state) AS
    coalesce(CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, state::VARCHAR);
CREATE MACRO told_list(terms, state) AS
    coalesce(CASE WHEN len(terms) = 0 THEN 'none' ELSE joined(terms, ';', '; ') END, state::VARCHAR);

-- A latency in the unit of its source: "2 months", "480 days", "2 cycles".
CREATE MACRO told_latency(value, unit, state) AS coalesce(
    told_number(value, NULL) || ' ' || unit::VARCHAR || CASE WHEN value = 1 THEN '' ELSE 's' END, state::VARCHAR
);
