-- What the claims of the founding report share. Each is judged in three values: true only if no unknown could make it
-- differ, false only if no unknown could make it agree, otherwise NULL.

-- A value, unless one of the facts that it follows from was read from the very claim: then it is unknown to that claim.
-- `own` maps a claim to the facts of the case that were read from it.
CREATE MACRO elsewhere(value, own, claim, facts) AS CASE WHEN list_has_any(own[claim], facts) THEN NULL ELSE value END;

-- Shortest and longest possible latency in days: the time where the source gives one, the ends of its range, or its bound.
-- NULL: no end is known.
CREATE MACRO least_days(latency_kind, latency_days, low_days) AS
    CASE WHEN latency_kind = 'range' OR latency_days IS NULL THEN low_days ELSE latency_days END;
CREATE MACRO most_days(latency_kind, latency_days, high_days) AS
    CASE WHEN latency_kind = 'range' OR latency_days IS NULL THEN high_days ELSE latency_days END;

-- The longest latency that the founding report names, 22 months, in days.
CREATE MACRO longest_of_report() AS 22 * days_in('month');

-- Days in words; a span from one to another, said once where both read alike.
CREATE MACRO days_in_words(days) AS format('{:g}', rounded_days(days));
CREATE MACRO span_in_words(first_days, last_days) AS
    days_in_words(first_days) || coalesce(' to ' || nullif(days_in_words(last_days), days_in_words(first_days)), '');

-- Cases in which a lavage or CT is not asked, in words; NULL where there are none.
CREATE MACRO not_asked_in_words(cases) AS nullif(cases, 0) || ' of pulmonary hypertension not counted';
