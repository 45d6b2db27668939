-- Which rows of a listing cannot be taken in?
-- One row per line. Where most case numbers are one word with a digit in it, the rows above the first and below the last
-- of these are notes on the table, such as "Source: FDA, 2022, by me".
WITH looked_at AS (
    SELECT
        *, regexp_full_match(case_id, '[^\s:]*[0-9][^\s:]*') AS usual,
        regexp_matches(
            case_id,
            '(?i)^[*#(\[]*(?:(?:grand |sub-?)?totals?|sum|count|sources?|(?:foot)?notes?|exported|generated|printed|created'
            || '|page|end of|data as of|number of|disclaimer|copyright|©|summe|gesamt(?:summe)?|anzahl|quelle|hinweis|seite'
            || '|stand|somme|remarque|nombre de|suma|fuente|nota|totale|fonte|合計|出典|注)(?:$|[\s:.])'
        ) AS noted
    FROM staged_listing
),
span AS (
    SELECT min(line) FILTER (usual) AS first_line, max(line) FILTER (usual) AS last_line,
        2 * count(*) FILTER (usual) > count(*) AS shown
    FROM looked_at
),
latest AS (
    SELECT case_id, max(try_cast(version AS UBIGINT)) AS version
    FROM staged_listing
    WHERE version IS NOT NULL
    GROUP BY case_id
)
SELECT
    s.line,
    CASE
        WHEN s.case_id IS NULL THEN 'no case is named'
        WHEN noted THEN 'a total or a note, not a report'
        WHEN shown AND s.line NOT BETWEEN first_line AND last_line
            THEN 'the case number is unlike those of the other rows: a note on the table?'
        WHEN is_shortened(s.case_id) THEN 'the case number is shortened, as spreadsheets do; its last digits are lost'
        WHEN s.drug IS NULL OR NOT regexp_matches(s.drug, '[\pL\pN]') THEN 'no drug is named'
        WHEN s.event IS NULL OR NOT regexp_matches(s.event, '[\pL\pN]') THEN 'no event is named'
        WHEN NOT regexp_matches(s.drug, '\pL') THEN 'the drug is a number, not a name'
        WHEN NOT regexp_matches(s.event, '\pL') THEN 'the event is a number, not a name'
        WHEN try_cast(s.version AS UBIGINT) < l.version THEN 'an earlier version of the case; the last one counts'
        WHEN l.version IS NOT NULL AND try_cast(s.version AS UBIGINT) IS NULL
            THEN 'the version of the case is not known here, and is in other rows'
        WHEN r.meaning = 'DN' THEN 'the drug was not administered (role DN)'
        ELSE r.reason
    END AS reason
FROM looked_at AS s
CROSS JOIN span
LEFT JOIN reading AS r ON r.field = 'role' AND r.value = s.role
LEFT JOIN latest AS l ON l.case_id = s.case_id
WHERE s.case_id IS NULL OR noted OR (shown AND s.line NOT BETWEEN first_line AND last_line) OR is_shortened(s.case_id)
    OR s.drug IS NULL OR s.event IS NULL OR NOT regexp_matches(s.drug, '\pL') OR NOT regexp_matches(s.event, '\pL')
    OR r.meaning = 'DN' OR r.reason IS NOT NULL
    OR (l.version IS NOT NULL AND coalesce(try_cast(s.version AS UBIGINT) < l.version, true))
ORDER BY s.line
