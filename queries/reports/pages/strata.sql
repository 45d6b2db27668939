-- How do the counts of a drug and an event divide by year, sex, age band or country?
-- One row per stratum; the margins are those of the stratum.
WITH size AS (
    SELECT stratum_of($kind, year, sex, age_band, country) AS stratum, sum(reports)::BIGINT AS n
    FROM counted($population) GROUP BY ALL
),
exposed_reports AS (
    SELECT report_id, stratum_of($kind, year, sex, age_band, country) AS stratum
    FROM exposed($population, [$drug])
),
affected_reports AS (
    SELECT report_id, stratum_of($kind, year, sex, age_band, country) AS stratum
    FROM affected($population, [$event])
),
drug_size AS (
    SELECT stratum, count(*) AS n_drug FROM exposed_reports GROUP BY stratum
),
event_size AS (
    SELECT stratum, count(*) AS n_event FROM affected_reports GROUP BY stratum
),
together AS (
    SELECT stratum, count(*) AS a FROM exposed_reports SEMI JOIN affected_reports USING (report_id) GROUP BY stratum
)
SELECT
    stratum, coalesce(a, 0) AS a, coalesce(n_drug, 0) AS n_drug, coalesce(n_event, 0) AS n_event, n
FROM size
LEFT JOIN drug_size USING (stratum)
LEFT JOIN event_size USING (stratum)
LEFT JOIN together USING (stratum)
ORDER BY stratum = 'unknown', stratum
