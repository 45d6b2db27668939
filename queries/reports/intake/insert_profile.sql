-- What is each new report chosen by?
-- One row per report.
INSERT INTO profile BY NAME
WITH drugs AS (
    SELECT
        e.report_id, bit_or(e.roles) AS roles,
        coalesce(bit_or(e.roles) FILTER (d.part = 'imid'), 0) AS imid_roles,
        coalesce(bit_or(e.roles) FILTER (d.part IN ('imid', 'comparator')), 0) AS active_roles,
        count(*) FILTER (e.roles & 3 <> 0) AS suspects,
        bool_or(coalesce(d.part = 'co_cause', false)) AS co_cause,
        bit_xor(hash(e.drug_id)) AS likeness
    FROM exposure AS e JOIN drug AS d USING (drug_id)
    WHERE e.report_id >= $first
    GROUP BY e.report_id
),
terms AS (
    SELECT
        r.report_id, bit_xor(hash(r.term_id)) AS likeness,
        bool_or(coalesce(l.part IN ('infection', 'embolism', 'other cause'), false)) AS co_cause
    FROM reaction AS r
    LEFT JOIN (SELECT t.term_id, l.part FROM term AS t JOIN listed_term AS l USING (spelling)) AS l USING (term_id)
    WHERE r.report_id >= $first
    GROUP BY r.report_id
),
myeloma AS (
    SELECT DISTINCT report_id
    FROM indication
    WHERE report_id >= $first AND name IN (FROM listed_indication)
)
SELECT
    r.report_id, quarter_of(r.first_fda_date, r.quarter) AS quarter,
    CAST(nullif(regexp_extract(quarter_of(r.first_fda_date, r.quarter), '^([0-9]{4})Q[1-4]$', 1), '') AS SMALLINT) AS year,
    r.sex, band_of(r.age_years) AS age_band, nullif(coalesce(c.code, r.country), '') AS country, r.report_type,
    coalesce(d.roles, 0) AS roles, coalesce(d.imid_roles, 0) AS imid_roles,
    coalesce(d.active_roles, 0) AS active_roles, coalesce(d.suspects, 0) AS suspects,
    t.report_id IS NOT NULL AS has_term, m.report_id IS NOT NULL AS myeloma,
    coalesce(d.co_cause, false) OR coalesce(t.co_cause, false) AS co_cause,
    CASE
        WHEN length(r.event_date) = 10 AND r.sex IS NOT NULL AND r.age_years IS NOT NULL AND coalesce(c.code, r.country) <> ''
            THEN hash(d.likeness, t.likeness, r.event_date, r.sex, r.age_years, coalesce(c.code, r.country))
    END AS likeness,
    false AS duplicate
FROM report AS r
LEFT JOIN drugs AS d USING (report_id)
LEFT JOIN terms AS t USING (report_id)
LEFT JOIN myeloma AS m USING (report_id)
LEFT JOIN listed_country AS c ON c.name = r.country
WHERE r.report_id >= $first
