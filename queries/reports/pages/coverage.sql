-- What do the reports of this database say at all?
-- One row: in how many reports, or lines, each thing stands that the pages count by.
WITH reports AS (
    SELECT
        count(*) AS reports, count(event_date) AS event_dates, count(fda_date) AS received, count(sex) AS sexes,
        count(age_years) AS ages, count(country) AS countries, count(report_type) AS report_types
    FROM report
),
profiles AS (
    SELECT
        count(DISTINCT quarter) AS quarters, coalesce(sum(reports) FILTER (suspects > 1), 0)::BIGINT AS several_suspects,
        coalesce(sum(reports) FILTER (duplicate), 0)::BIGINT AS copies,
        coalesce(sum(reports) FILTER (roles & 2 <> 0), 0)::BIGINT AS secondary_suspects,
        coalesce(sum(reports) FILTER (roles & 12 <> 0), 0)::BIGINT AS not_suspects
    FROM profile_count
),
named AS (
    SELECT term_id, count(*) AS lines FROM reaction GROUP BY term_id
)
SELECT
    *, (SELECT count(*) FROM therapy) AS starts, (SELECT count(*) FROM indication) AS indications,
    (SELECT coalesce(sum(lines), 0)::BIGINT FROM named) AS terms,
    (SELECT coalesce(sum(n.lines), 0)::BIGINT FROM named AS n JOIN term AS t USING (term_id) WHERE contains(t.spelling, ' '))
        AS terms_of_several_words,
    (SELECT count(*) FROM drug_line WHERE dechallenge IS NOT NULL OR rechallenge IS NOT NULL) AS answers,
    (SELECT coalesce(bool_or(starts_with(origin, 'invented')), false) FROM quarter) AS invented
FROM reports CROSS JOIN profiles
