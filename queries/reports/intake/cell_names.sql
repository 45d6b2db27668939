-- Which cells of a listing name several drugs or events, or more than a name, and what do they name?
-- One row per cell and name. The sign between names is ; | • \ (between ingredients), a line break (chr(31)) or a
-- written <br> (chr(30)). It parts the names of a column where it is the only one that can, half of the cells or more
-- hold a name that is known from elsewhere, and hardly a cell (1 in 20) speaks against it; such a cell is kept as one:
-- “RIPPED FREAK; PHARMAFREAK” is a product and its maker. A comma stands in names too, as do / + &, and never parts them.
-- doubt says that a cell which was kept may name several. Behind a name may stand in brackets what EudraVigilance says of
-- it: duration, outcome and seriousness of an event, or role, indication and so on of a drug; or the role of a drug in words.
CREATE OR REPLACE TEMP TABLE cell_name AS
WITH cell AS (
    SELECT 'drug' AS field, drug AS cell, count(*) AS n FROM staged_listing
    WHERE regexp_matches(
        drug, '(?i)[;|•\\,、/+&\x{1E}\x{1F}]| and |\([SICN] - |[(\[-]\s*(?:[a-z-]+ ?)?(?:suspect|concomitant|interacting|ps|ss)\b'
        || '|suspected'
    ) GROUP BY ALL
    UNION ALL
    SELECT 'event', event, count(*) FROM staged_listing
    WHERE regexp_matches(event, '[;|•,、/+&\x{1E}\x{1F}]| and | - [^()]* ?- ?[^()]*\)') GROUP BY ALL
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
        id, field, unnest(CASE
            WHEN len(signs) > 0 THEN string_split(cell, signs[1])
            WHEN regexp_matches(cell, '\([^()]*\)$') OR role_of(cell) IS NOT NULL THEN [cell]
            WHEN len(list_filter( -- the plus of “50+” is part of the name
                string_split_regex(cell, '\s*[/+&]\s*'), lambda one: is_missing(one) OR is_unknown(one)
            )) > 0 THEN [cell]
            ELSE string_split_regex(cell, ', |\s*[/+&、]\s*| and ')
        END) AS words
    FROM signed
),
word AS MATERIALIZED ( -- each once, however many cells it stands in
    SELECT
        row_number() OVER () AS word_id, field, words,
        trim(CASE field -- each pattern a constant, which is compiled once
            WHEN 'event' THEN regexp_replace(trim(words, ' ,'), '\s*\((?:[^()]* )?- [^()]* -[^()]*\)$', '')
            ELSE without_role(regexp_replace(trim(words, ' ,'), '\s*\([SICN] - .*\)$', ''))
        END) AS name,
        CASE field WHEN 'drug' THEN coalesce(
            nullif(regexp_extract(words, '\(([SICN]) - .*\)[ ,]*$', 1), ''), role_of(trim(words, ' ,'))
        ) END AS role
    FROM (SELECT DISTINCT field, words FROM part)
),
placed AS MATERIALIZED (
    SELECT p.id, w.word_id FROM part AS p JOIN word AS w ON w.field = p.field AND w.words = p.words
),
known AS (
    SELECT 'drug' AS field, lower(drug) AS name FROM staged_listing
    WHERE lower(drug) IN (SELECT lower(name) FROM word WHERE field = 'drug')
    UNION SELECT 'event', lower(event) FROM staged_listing
    WHERE lower(event) IN (SELECT lower(name) FROM word WHERE field = 'event')
    UNION SELECT field, lower(name) FROM word JOIN placed USING (word_id) GROUP BY ALL HAVING min(id) < max(id)
    UNION SELECT 'drug', lower(synonym) FROM listed_drug
    UNION SELECT 'event', lower(name) FROM listed_term
),
seen AS (
    SELECT
        w.word_id, k.name IS NOT NULL AS known, regexp_matches(w.name, '^\p{Ll}') AS small,
        NOT regexp_matches(w.name, '\pL') OR length(w.name) > 100
        OR length(replace(w.name, '(', '')) <> length(replace(w.name, ')', ''))
        OR regexp_matches(w.name, '&#?[a-zA-Z0-9]+$') -- a letter of HTML, which ends in a semicolon
        OR (w.field = 'drug' AND regexp_matches(
            w.name,
            '(?i)^[0-9][0-9.,/ ]*(?:m?g|mcg|[µμu]g|m?l|iu|u|units?|%|x|times|days?|weeks?|months?|cycles?)\b'
            || '|^(?:capsules?|tablets?|injections?|solutions?|oral|intravenous|i\.?v|p\.?o|s\.?c|powder|infusions?)\b'
        ))
        OR (w.field = 'event' AND regexp_matches(
            w.name,
            '(?i)^(?:grade|ctcae|severe|mild|moderate|(?:non-?)?serious|(?:not )?(?:recovered|resolved)|ongoing|improved'
            || '|unchanged|outcome)\b'
        )) AS unlike
    FROM word AS w LEFT JOIN known AS k ON k.field = w.field AND k.name = lower(w.name)
    WHERE NOT names_nothing(w.name)
),
judged AS (
    SELECT
        s.id, s.field, s.n, coalesce(s.signs[1], ',') AS sign, len(s.signs) AS signs, t.known, t.some_known, t.names,
        len(s.signs) > 1 OR t.unlike OR (t.small AND regexp_matches(s.cell, '^\p{Lu}')) AS unlike
    FROM signed AS s
    JOIN (
        SELECT
            id, bool_and(known) AS known, bool_or(known) AS some_known, bool_or(unlike) AS unlike,
            bool_or(small) AS small, list(word_id) AS names
        FROM placed JOIN seen USING (word_id)
        GROUP BY id
    ) AS t USING (id)
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
    s.field, cell, n, sign, splits, NOT splits AND NOT alone AND (NOT comma OR known) AS doubt, w.name, w.role
FROM (SELECT *, unnest(names) AS word_id FROM settled WHERE splits OR alone) AS s JOIN word AS w USING (word_id)
UNION ALL
SELECT
    field, cell, n, sign, splits, NOT comma OR known, trim(translate(cell, chr(30) || chr(31), '  ')), NULL
FROM settled
WHERE NOT splits AND NOT alone
