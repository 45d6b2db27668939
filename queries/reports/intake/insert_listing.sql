-- Which cases, drugs and events does a stretch of a line listing hold?
-- One row per row of the listing; signs for what is missing are NULL, but a country NA may be Namibia. case_written is
-- the number of a case as it is written, where zeros or a word (Case 123, No. 123, #123) stand in front of it, or it is
-- written in groups (10,001,234).
INSERT INTO staged_listing BY NAME
WITH cased AS (
    SELECT
        * REPLACE (
            -- Tables of numbers write 10001 as 10001.0 where a number is missing in the same column.
            CASE
                WHEN NOT is_missing(case_id) AND NOT is_unknown(case_id)
                    THEN regexp_replace(case_id, '^([0-9]+)(?:\.0+|,0{1,2})$', '\1')
            END AS case_id
        )
    FROM batch
),
numbered AS (
    SELECT
        *,
        CASE
            WHEN try_cast(case_id AS UBIGINT) IS NOT NULL THEN number_of(case_id) -- nearly all, and fast
            WHEN regexp_full_match(case_id, '[0-9]{1,3}(?:[,''][0-9]{3})+|[0-9]{1,3}(?:[. ][0-9]{3}){2,}')
                THEN regexp_replace(case_id, '[,. '']', '', 'g')
            ELSE number_of(regexp_replace(
                case_id, '(?i)^(?:case(?:[ _-]?(?:id|no|nr|number))?|no|nr|#)[ .:#_-]*([0-9]+)$', '\1'
            ))
        END AS number
    FROM cased
)
SELECT
    line, number AS case_id,
    CASE WHEN number <> case_id THEN case_id END AS case_written,
    CASE WHEN NOT names_nothing(drug) THEN drug END AS drug,
    CASE WHEN NOT names_nothing(event) THEN event END AS event,
    CASE WHEN NOT is_missing(role) THEN role END AS role,
    CASE WHEN NOT is_missing(date) AND NOT is_unknown(date) THEN date END AS date,
    CASE WHEN (NOT is_missing(country) AND NOT is_unknown(country)) OR country_or_missing(country) IS NOT NULL
        THEN country END AS country,
    CASE WHEN NOT is_missing(sex) AND NOT is_unknown(sex) THEN sex END AS sex,
    CASE WHEN (NOT is_missing(age) OR bare(age) = 'nan') AND NOT is_unknown(age) THEN age END AS age,
    CASE WHEN NOT is_missing(version) AND NOT is_unknown(version) THEN version END AS version,
    CASE WHEN NOT is_missing(age_unit) AND NOT is_unknown(age_unit) THEN age_unit END AS age_unit
FROM numbered
