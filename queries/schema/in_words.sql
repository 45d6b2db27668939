-- Days in a unit of latency. NULL for cycles: their length is not known, and they are not converted.
CREATE MACRO days_in(unit) AS CASE unit::VARCHAR WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 30.4375 WHEN 'year' THEN 365.25 END;

-- Days as they are shown: whole, below ten with one decimal, a half to the even one. casebook/questions/words.py rounds alike.
CREATE MACRO rounded_days(days) AS round_even(days, (days < 10)::INTEGER);

-- Whether nobody said whether: the source is silent, or was not read there. "Not applicable" is an answer.
CREATE MACRO is_unknown(term) AS term IN ('not reported', 'not read');

-- Items joined so that they can be parted again: the mark between them, or a backslash, has a backslash before it within an item.
CREATE MACRO joined(items, mark, separator) AS array_to_string(
    list_transform(items::VARCHAR[], lambda item: replace(replace(item, '\', '\\'), mark, '\' || mark)), separator
);

-- A value in words, or the state it is in. An empty list that is complete is known: there was none.
CREATE MACRO number_in_words(value, state) AS
    coalesce(CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, state::VARCHAR);
CREATE MACRO list_in_words(terms, state, complete) AS coalesce(
    CASE
        WHEN terms IS NULL THEN NULL
        WHEN len(terms) > 0 THEN joined(terms, ';', '; ')
        WHEN complete THEN 'none'
        ELSE 'none named'
    END,
    state::VARCHAR
);

-- What describes the source, in words. Where there is none, it was not in the part that was read; of a source that was read
-- as a whole, the source does not give it.
CREATE MACRO words_of_source(value, read_as) AS
    coalesce(value::VARCHAR, CASE WHEN read_as_is_whole(read_as) THEN 'not reported' ELSE 'not read' END);

-- A latency in the unit of its source: "2 months", "2 to 3 months", "more than 2 years", "2 cycles".
CREATE MACRO latency_in_words(value, value_to, kind, unit, state) AS coalesce(
    CASE WHEN kind::VARCHAR IN ('more than', 'less than') THEN kind::VARCHAR || ' ' ELSE '' END
    || number_in_words(value, NULL) || coalesce(' to ' || number_in_words(value_to, NULL), '') || ' '
    || unit::VARCHAR || CASE WHEN coalesce(value_to, value) = 1 THEN '' ELSE 's' END,
    state::VARCHAR
);

-- The terms of a list that a source is known not to have meant: those it denies; where it names all there was, all others.
CREATE MACRO absent_terms(named, denied, complete, all_terms) AS CASE
    WHEN complete THEN list_filter(all_terms, lambda term: NOT list_contains(named, term))
    ELSE denied
END;

-- The suspect IMiDs of a case, in the order of the codebook: "thalidomide", "thalidomide + lenalidomide".
CREATE MACRO suspects_in_words(suspects) AS array_to_string(list_sort(suspects)::VARCHAR[], ' + ');
