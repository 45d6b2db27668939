-- Which cells of a listing name several drugs or events, or more than a name, and what do they name?
-- One row per cell and name. The sign between names is ; | • \ (between ingredients), a line break (chr(31)) or a
-- written <br> (chr(30)). It parts the names of a column where it is the only one that can, half of the cells or more
-- hold a name that is known from elsewhere, and hardly a cell (1 in 20) speaks against it; such a cell, or one of more
-- than 100 names, is kept as one: “RIPPED FREAK; PHARMAFREAK” is a product and its maker. A comma stands in names too,
-- and never parts them. doubt says that a cell which was kept may name several. Behind a name may stand in brackets
-- what EudraVigilance says of it: duration, outcome and seriousness of an event, or role, indication and so on of a drug.
CREATE OR REPLACE TEMP TABLE cell_name AS
WITH cell AS (
    SELECT 'drug' AS field, drug AS cell, count(*) AS n FROM staged_listing
    WHERE regexp_matches(drug, '[;|•\\,\x{1E}\x{1F}]|\([SICN] - ') GROUP BY ALL
    UNION ALL
    SELECT 'event', event, count(*) FROM staged_listing
    WHERE regexp_matches(event, '[;|•,\x{1E}\x{1F}]| - [^()]* ?- ?[^()]*\)') GROUP BY ALL
),
signed AS MATERIALIZED ( -- its numbers stand for cells, which may be long
    SELECT
        row_number() OVER () AS id, field, cell, n,
        list_filter(
            [';', '|', '•', chr(30), chr(31), '\'],
            lambda sign: contains(regexp_replace(cell, '\([^()]*\)|&#?[a-zA-Z0-9]+;', '', 'g'), sign)
                AND (field = 'drug' OR sign <> '\')
        ) AS signs
    FROM cell
),
part AS (
    SELECT
        id, field, regexp_matches(cell, '^\p{Lu}') AS capital, n, len(signs) AS signs, coalesce(signs[1], ',') AS sign,
        unnest(list_slice(CASE
            WHEN len(signs) > 0 THEN string_split(cell, signs[1])
            WHEN regexp_matches(cell, '\([^()]*\)$') THEN [cell]
            ELSE string_split(cell, ', ')
        END, 1, 101)) AS words -- a hundred names, and one that says that there are more
    FROM signed
),
named AS (
    SELECT
        * EXCLUDE words,
        trim(CASE field -- each pattern a constant, which is compiled once
            WHEN 'event' THEN regexp_replace(trim(words, ' ,'), '\s*\((?:[^()]* )?- [^()]* -[^()]*\)$', '')
            ELSE regexp_replace(trim(words, ' ,'), '\s*\([SICN] - .*\)$', '')
        END) AS name,
        nullif(regexp_extract(words, '\(([SICN]) - .*\)[ ,]*$', 1), '') AS role
    FROM part
),
known AS (
    SELECT 'drug' AS field, lower(drug) AS name FROM staged_listing
    WHERE lower(drug) IN (SELECT lower(name) FROM named WHERE field = 'drug')
    UNION SELECT 'event', lower(event) FROM staged_listing
    WHERE lower(event) IN (SELECT lower(name) FROM named WHERE field = 'event')
    UNION SELECT field, lower(name) FROM named GROUP BY ALL HAVING count(DISTINCT id) > 1
    UNION SELECT 'drug', lower(synonym) FROM listed_drug
    UNION SELECT 'event', lower(name) FROM listed_term
),
judged AS (
    SELECT
        n.id, n.field, n.n, n.sign, n.signs, bool_and(k.name IS NOT NULL) AS known, bool_or(k.name IS NOT NULL) AS some_known,
        list({'name': n.name, 'role': n.role}) AS names,
        count(*) > 100 OR bool_or(
            n.signs > 1 OR NOT regexp_matches(n.name, '\pL') OR length(n.name) > 100
            OR length(replace(n.name, '(', '')) <> length(replace(n.name, ')', ''))
            OR (n.capital AND regexp_matches(n.name, '^\p{Ll}'))
            OR regexp_matches(n.name, '&#?[a-zA-Z0-9]+$') -- a letter of HTML, which ends in a semicolon
            OR (n.field = 'drug' AND regexp_matches(
                n.name,
                '(?i)^[0-9][0-9.,/ ]*(?:m?g|mcg|[µμu]g|m?l|iu|u|units?|%|x|times|days?|weeks?|months?|cycles?)\b'
                || '|^(?:capsules?|tablets?|injections?|solutions?|oral|intravenous|i\.?v|p\.?o|s\.?c|powder|infusions?)\b'
            ))
            OR (n.field = 'event' AND regexp_matches(
                n.name,
                '(?i)^(?:grade|ctcae|severe|mild|moderate|(?:non-?)?serious|(?:not )?(?:recovered|resolved)|ongoing|improved'
                || '|unchanged|outcome)\b'
            ))
        ) AS unlike
    FROM named AS n LEFT JOIN known AS k ON k.field = n.field AND k.name = lower(n.name)
    WHERE NOT is_missing(n.name) AND NOT is_unknown(n.name)
    GROUP BY ALL
),
parted AS (
    SELECT
        *, sign <> ',' AND NOT unlike AND (sign <> chr(31) OR known) AS clear
    FROM judged
),
column_sign AS (
    SELECT field, min(sign) AS sign
    FROM (
        SELECT field, sign, coalesce(sum(n) FILTER (NOT clear), 0) * 20 <= sum(n) AS parts
        FROM parted GROUP BY ALL HAVING sum(n) FILTER (clear AND some_known) * 2 >= sum(n)
    )
    GROUP BY field
    HAVING count(*) = 1 AND bool_and(parts)
),
settled AS (
    SELECT
        p.field, s.cell, p.n, p.sign, p.names, p.clear AND c.sign IS NOT NULL AS splits,
        p.signs = 0 AND len(p.names) = 1 AS alone, p.known, p.sign = ',' AS comma
    FROM parted AS p JOIN signed AS s USING (id) LEFT JOIN column_sign AS c ON c.field = p.field AND c.sign = p.sign
)
SELECT
    field, cell, n, sign, splits, NOT splits AND NOT alone AND (NOT comma OR known) AS doubt,
    unnest(CASE
        WHEN splits OR alone THEN names
        ELSE [{'name': trim(translate(cell, chr(30) || chr(31), '  ')), 'role': NULL::VARCHAR}]
    END, recursive := true)
FROM settled
