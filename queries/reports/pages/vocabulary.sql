-- Which values can the filters take?
-- One row per kind and value, the commonest first.
WITH named AS (
    SELECT 'year' AS kind, CAST(year AS VARCHAR) AS value, sum(reports)::BIGINT AS reports FROM profile_count GROUP BY ALL
    UNION ALL SELECT 'country', coalesce(country, 'unknown'), sum(reports)::BIGINT FROM profile_count GROUP BY ALL
    UNION ALL SELECT 'report type', coalesce(report_type, 'unknown'), sum(reports)::BIGINT FROM profile_count GROUP BY ALL
)
SELECT kind, value, reports FROM named WHERE value IS NOT NULL
ORDER BY kind, reports DESC, value
