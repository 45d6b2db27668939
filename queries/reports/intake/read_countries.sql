-- Which countries does a listing name?
-- One row per country as it is written; one that may be missing is none, nor is a number, the code of a list unknown here.
INSERT INTO reading
SELECT
    'country', country, '', if(reason IS NULL, country, NULL), reason
FROM (
    SELECT
        country,
        CASE
            WHEN country_or_missing(country) IS NOT NULL
                THEN country || ' may be ' || country_or_missing(country) || ', or missing; not read'
            WHEN is_number(country) THEN 'a number, not the name of a country'
        END AS reason
    FROM (SELECT DISTINCT country FROM staged_listing WHERE country IS NOT NULL)
)
