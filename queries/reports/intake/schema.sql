-- What does a database of spontaneous reports hold?
-- Tables, vocabulary and macros; every table says its own grain.
CREATE TYPE role AS ENUM ('PS', 'SS', 'I', 'C');
CREATE TYPE sex AS ENUM ('female', 'male');
CREATE TYPE age_band AS ENUM ('0-17', '18-44', '45-64', '65-74', '75 and over');
CREATE TYPE answer AS ENUM ('yes', 'no', 'unknown', 'does not apply');

CREATE TABLE made_by (schema_sha256 VARCHAR NOT NULL);
COMMENT ON TABLE made_by IS 'One row: the SHA-256 of the statements that made these tables and macros.';

CREATE TABLE quarter (
    label VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('FAERS', 'AERS', 'line listing', 'deleted list')),
    origin VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE quarter IS 'One row per quarter or listing that is in, wholly.';

CREATE TABLE file (
    quarter VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    encoding VARCHAR NOT NULL,
    unused VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    CHECK (lines = accepted + rejected)
);
COMMENT ON TABLE file IS 'One row per file; lines without the header (in a listing, rows). encoding is what its letters were found to be, unused names the fields that are not read, note says how it was read where there was a choice.';

CREATE TABLE passed_over (
    quarter VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE passed_over IS 'One row per file of an archive that was not read, and why.';

CREATE TABLE refused (
    name VARCHAR PRIMARY KEY,
    bytes BIGINT NOT NULL,
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE refused IS 'One row per file or folder that was to be loaded and is not in: refused or not tried, and why.';

CREATE TABLE unread (
    quarter VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    how_often BIGINT NOT NULL,
    examples VARCHAR NOT NULL
);
COMMENT ON TABLE unread IS 'One row per file, field and reason for which values could not be read, not wholly, or not be used; values that are missing are none of them.';

CREATE TABLE reject (
    quarter VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    line BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE reject IS 'One row per line that is not in, with its place in the file (the header is line 1) and the reason.';

CREATE TABLE deleted (case_id VARCHAR NOT NULL, quarter VARCHAR NOT NULL);
COMMENT ON TABLE deleted IS 'One row per case and list of deleted cases that names it.';

CREATE TABLE same_case (case_id VARCHAR NOT NULL, least_case_id VARCHAR NOT NULL);
COMMENT ON TABLE same_case IS 'One row per case number of AERS under which a report came that also came under another; all numbers of one case share the least.';

CREATE VIEW struck_case AS
SELECT case_id FROM deleted
UNION
SELECT s.case_id FROM same_case AS s
WHERE s.least_case_id IN (SELECT least_case_id FROM same_case WHERE case_id IN (SELECT case_id FROM deleted));
COMMENT ON VIEW struck_case IS 'One row per case number that a list of deleted cases names, or that is another number of such a case.';

CREATE TABLE gone (
    case_id VARCHAR NOT NULL,
    primary_id VARCHAR NOT NULL,
    quarter VARCHAR NOT NULL,
    joined BOOLEAN NOT NULL
);
COMMENT ON TABLE gone IS 'One row per version of a case in a quarter or listing that does not count by itself: replaced by another, its case deleted, or joined with the rows that another listing has of the same case.';

CREATE TABLE report (
    report_id UINTEGER NOT NULL,
    primary_id VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    case_version INTEGER NOT NULL,
    quarter VARCHAR NOT NULL,
    faers BOOLEAN NOT NULL,
    fda_date VARCHAR,
    first_fda_date VARCHAR,
    event_date VARCHAR,
    sex sex,
    age_years DOUBLE CHECK (age_years BETWEEN 0 AND 120),
    country VARCHAR,
    reporter VARCHAR,
    report_type VARCHAR
);
COMMENT ON TABLE report IS 'One row per case: its last version. Dates are as partial as they were reported (2017, 2017-04, 2017-04-30).';

CREATE TABLE product (
    product_id UINTEGER NOT NULL,
    drug_name VARCHAR NOT NULL,
    ingredient VARCHAR NOT NULL
);
COMMENT ON TABLE product IS 'One row per drug name and active ingredient as reported, in capitals; empty where blank.';

CREATE TABLE drug (drug_id UINTEGER NOT NULL, name VARCHAR NOT NULL, part VARCHAR);
COMMENT ON TABLE drug IS 'One row per drug; part is what the list of drugs says of it (imid, comparator, backbone, co_cause), else none.';

CREATE TABLE product_drug (product_id UINTEGER NOT NULL, drug_id UINTEGER NOT NULL);
COMMENT ON TABLE product_drug IS 'One row per product and drug that is in it.';

CREATE TABLE drug_line (
    report_id UINTEGER NOT NULL,
    drug_seq VARCHAR NOT NULL,
    product_id UINTEGER NOT NULL,
    role role NOT NULL,
    dechallenge answer,
    rechallenge answer
);
COMMENT ON TABLE drug_line IS 'One row per drug line of a report.';

CREATE TABLE exposure (report_id UINTEGER NOT NULL, drug_id UINTEGER NOT NULL, roles UTINYINT NOT NULL);
COMMENT ON TABLE exposure IS 'One row per report and drug; roles is the sum of 1 (PS), 2 (SS), 4 (I), 8 (C).';

CREATE TABLE term (term_id UINTEGER NOT NULL, spelling VARCHAR NOT NULL, name VARCHAR);
COMMENT ON TABLE term IS 'One row per reported term; spelling is the term in small letters, name as files that use small letters write it.';

CREATE VIEW shown_term AS
SELECT term_id, spelling, coalesce(name, upper(left(spelling, 1)) || substr(spelling, 2)) AS name FROM term;
COMMENT ON VIEW shown_term IS 'One row per term, with the name that is shown.';

CREATE TABLE reaction (report_id UINTEGER NOT NULL, term_id UINTEGER NOT NULL);
COMMENT ON TABLE reaction IS 'One row per report and term.';

CREATE TABLE therapy (report_id UINTEGER NOT NULL, drug_seq VARCHAR NOT NULL, started VARCHAR NOT NULL);
COMMENT ON TABLE therapy IS 'One row per start of treatment that a report gives for a drug line.';

CREATE TABLE indication (report_id UINTEGER NOT NULL, drug_seq VARCHAR NOT NULL, name VARCHAR NOT NULL);
COMMENT ON TABLE indication IS 'One row per indication that a report gives for a drug line, in small letters.';

CREATE TABLE outcome (report_id UINTEGER NOT NULL, code VARCHAR NOT NULL);
COMMENT ON TABLE outcome IS 'One row per report and outcome code (DE, LT, HO, DS, CA, RI, OT).';

CREATE TABLE source (report_id UINTEGER NOT NULL, code VARCHAR NOT NULL);
COMMENT ON TABLE source IS 'One row per report and source code.';

CREATE TABLE profile (
    report_id UINTEGER NOT NULL,
    quarter VARCHAR NOT NULL,
    year SMALLINT,
    sex sex,
    age_band age_band,
    country VARCHAR,
    report_type VARCHAR,
    roles UTINYINT NOT NULL,
    imid_roles UTINYINT NOT NULL,
    active_roles UTINYINT NOT NULL,
    suspects USMALLINT NOT NULL,
    has_term BOOLEAN NOT NULL,
    myeloma BOOLEAN NOT NULL,
    co_cause BOOLEAN NOT NULL,
    likeness UBIGINT,
    duplicate BOOLEAN NOT NULL
);
COMMENT ON TABLE profile IS 'One row per report: what a population is chosen by. quarter and year are those in which the case was first received; roles as in exposure, over all of its drugs, its IMiDs, and its listed IMiDs and comparators; likeness is equal in reports that look like copies.';

CREATE TABLE profile_count AS
SELECT * EXCLUDE (report_id, likeness), 0::BIGINT AS reports FROM profile LIMIT 0;
COMMENT ON TABLE profile_count IS 'One row per profile that occurs, and how many reports have it: a population is counted here without a look at each report. suspects is 2 for two and more.';

CREATE TABLE watched_exposure AS
SELECT p.*, e.drug_id, e.roles AS drug_roles
FROM profile AS p JOIN exposure AS e USING (report_id)
LIMIT 0;
COMMENT ON TABLE watched_exposure IS 'One row per report and listed drug (IMiD, comparator or backbone), with the profile of the report.';

CREATE TABLE watched_reaction AS
SELECT p.*, r.term_id
FROM profile AS p JOIN reaction AS r USING (report_id)
LIMIT 0;
COMMENT ON TABLE watched_reaction IS 'One row per report and listed term, with the profile of the report.';

CREATE TABLE listed_drug (drug VARCHAR NOT NULL, synonym VARCHAR NOT NULL, part VARCHAR NOT NULL, whole BOOLEAN NOT NULL);
COMMENT ON TABLE listed_drug IS 'One row per name of a drug in the list of drugs; whole: the reported name must be this and nothing else.';

CREATE TABLE listed_term (spelling VARCHAR NOT NULL, name VARCHAR NOT NULL, part VARCHAR NOT NULL);
COMMENT ON TABLE listed_term IS 'One row per term of the list of lung injury.';

CREATE TABLE listed_indication (name VARCHAR NOT NULL);
COMMENT ON TABLE listed_indication IS 'One row per indication that means multiple myeloma.';

CREATE TABLE listed_country (name VARCHAR NOT NULL, code VARCHAR NOT NULL);
COMMENT ON TABLE listed_country IS 'One row per country name of the old files, with its two-letter code; the code is empty where no country was given.';

CREATE VIEW watched_event AS
SELECT t.term_id, l.name AS event, l.part FROM listed_term AS l JOIN term AS t USING (spelling)
UNION ALL
SELECT t.term_id, 'Lung injury, narrow', 'group' FROM listed_term AS l JOIN term AS t USING (spelling)
WHERE l.part = 'narrow'
UNION ALL
SELECT t.term_id, 'Lung injury, narrow and wide', 'group' FROM listed_term AS l JOIN term AS t USING (spelling)
WHERE l.part IN ('narrow', 'wide')
UNION ALL
SELECT t.term_id, 'Pulmonary hypertension, all terms', 'group' FROM listed_term AS l JOIN term AS t USING (spelling)
WHERE l.part = 'pulmonary hypertension';
COMMENT ON VIEW watched_event IS 'One row per listed term that occurs and event that it counts for: itself, and the groups.';

CREATE TABLE list_file (name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL);
COMMENT ON TABLE list_file IS 'One row per list that the tables above were made with.';

CREATE MACRO one_path(path) AS regexp_replace(path, '([*?[])', '[\1]', 'g');

CREATE MACRO lines_of(path, fields) AS TABLE
    FROM read_csv(one_path(path), columns = fields, delim = '$', quote = '', escape = '', comment = '',
        header = false, skip = 1, auto_detect = false, new_line = '\n', store_rejects = true, rejects_limit = 0,
        hive_partitioning = false);

CREATE MACRO straight(words) AS regexp_replace(
    translate(nfc_normalize(words), '’‘ʼ´`′‛ʹ‐‑‒–—−', '''''''''''''''''------'), '(\pL)\^', '\1''', 'g'
);

CREATE MACRO bare(words) AS regexp_replace( -- as trim with these signs does, in a tenth of its time
    lower(words),
    '^[ .…·,:()\[\]<>{}"''“”\-–—?*_#/~=]+|[ .…·,:()\[\]<>{}"''“”\-–—?*_#/~=]+$', '', 'g'
);

CREATE MACRO missing_signs() AS [
    '', '\', '\n', 'na', 'n/a', 'n.a', 'n / a', 'n\a', 'nv', 'nan', 'nat', 'null', 'none', 'nil', 'isnull', 'missing',
    'missing value', 'blank', 'empty', 'void', 'no value', 'no data', 'no data available', 'data missing', 'not available',
    'not_available', 'not avail', 'not applicable', 'n.d', 'n/d', 'nd', 'n.k', 'k.a', 'k. a', 'keine angabe', 'keine angaben',
    'nicht verfügbar', 'non disponible', 'no disponible', 'non disponibile', 'brak danych', 'нет данных', 'null!', 'ref!',
    'value!', 'num!', 'div/0!', 'bezug!', 'wert!', 'zahl!', 'error!', 'spill!', 'calc!', 'なし', '無し', '該当なし',
    '無', '无', '不適用', '不适用', '해당없음', '해당 없음', '없음', 'xxx'
];

CREATE MACRO unknown_words() AS [
    'unknown', 'unk', 'unkn', 'unkown', 'unknow', 'not known', 'not reported', 'none reported', 'not specified', 'not stated',
    'not provided', 'not given', 'none given', 'not recorded', 'not determined', 'not mentioned', 'not entered',
    'not listed', 'no information', 'no information available', 'unspecified', 'undefined', 'unassigned', 'undisclosed',
    'asku', 'nask', 'navu', 'ni', 'msk', 'nk', 'n/k', 'nr', 'n/r', 'n.r', 'nos', 'tbd', 'tbc', 'pending', 'to be determined',
    'unknown drug', 'unknown product', 'unknown medication', 'unknown substance', 'unspecified drug', 'unspecified product',
    'no drug', 'unknown event', 'unknown reaction', 'unspecified event', 'unspecified reaction', 'unbekannt',
    'nicht bekannt', 'nicht angegeben', 'inconnu', 'inconnue', 'non renseigné', 'non renseignée', 'non précisé',
    'desconocido', 'desconocida', 'no especificado', 's/d', 'sin datos', 'sin dato', 'no consta', 'sconosciuto',
    'non specificato', 'onbekend', 'desconhecido', 'não informado', 'nieznany', 'nieznane', 'неизвестно', 'не указано', '不明',
    '不詳', '不详', '未知', '未記載', '未記入', '미상', '알 수 없음'
];

CREATE MACRO is_missing(words) AS -- by a list: IN is a join, of which a row of a listing would take twenty
    list_contains(missing_signs(), bare(words));

CREATE MACRO is_unknown(words) AS
    list_contains(unknown_words(), bare(words));

CREATE MACRO names_nothing(words) AS is_missing(words) OR is_unknown(words) OR regexp_full_match(
    bare(words),
    '(?:no|none) (?:(?:concomitant|concurrent|other) )?(?:drugs?|products?|medications?|medicines?|meds?)(?: names?| \(s)?'
    || '|(?:(?:adverse|drug|product|medication|medicine|substance|event|reaction|therapy|treatment|name|generic)s? )*'
    || '(?:is )?(?:unknown|unk|unspecified|unidentified|unnamed|not (?:known|specified|stated|reported|provided|given|identified))'
    || '(?:[ ,:;()\[\]/-]+(?:adverse|drug|product|medication|medicine|substance|event|reaction|therapy|therapies|treatment'
    || '|name|meds?|agent|unknown|unk|unspecified|not specified|not known)(?:s|\(s)?)*'
);

CREATE MACRO stripped(words) AS CASE -- nearly all are ASCII and have no blank at their ends: nothing is looked for there
    WHEN left(words, 1) > ' ' AND right(words, 1) > ' ' AND strlen(words) = length(words) THEN words
    ELSE regexp_replace(words, '^[\s\pZ]+|[\s\pZ]+$', '', 'g')
END;

CREATE MACRO is_number(words) AS NOT regexp_matches(words, '\pL');

CREATE MACRO name_fault(words, what) AS CASE
    WHEN names_nothing(words) THEN 'no ' || what || ' is named'
    WHEN is_number(words) THEN 'the ' || what || ' is a number, not a name'
END;

CREATE MACRO has_lost_letters(words) AS regexp_matches(
    words,
    '\p{Ll}[ÃÂ]|[ÃÂ][^\pL\s]|â€|\x{FFFD}|&(?:#[0-9]+|[a-zA-Z]+);|\pL(?:\?\pL|[├┬┼╣║╗╝√∂∆≈∫]|[ĂĎĹĺ][^\pL\s])'
    || '|[a-zA-Z]\p{Cyrillic}|[Ãâ][\x{192}\x{2C6}\x{201A}-\x{20AC}]'
);

CREATE MACRO without_role(words) AS regexp_replace(
    words,
    '(?i)(?:\s*[(\[]|\s-)\s*(?:(?:primary |secondary |co-?|not )?suspect(?:ed)?|concomitant|interacting|ps|ss)'
    || '(?: (?:drug|medication|medicine))?\s*[)\]]?$',
    ''
);

CREATE MACRO role_of(words) AS CASE
    WHEN without_role(words) = words THEN NULL
    WHEN regexp_matches(words, '(?i)(?:not suspect[a-z]*|concomitant)[^,;]*$') THEN 'C'
    WHEN regexp_matches(words, '(?i)(?:secondary |co-?)suspect[^,;]*$|\bss\W*$') THEN 'SS'
    WHEN regexp_matches(words, '(?i)interacting[^,;]*$') THEN 'I'
    ELSE 'S'
END;

CREATE MACRO is_shortened(number) AS regexp_full_match(number, '[0-9]+([.,][0-9]+)?[eE]\+[0-9]+|[0-9][.,][0-9]+[eE][0-9]+');

CREATE MACRO is_dressed(digits) AS digits < '1' OR right(digits, 1) < '0' OR ends_with(digits, '.0');

CREATE MACRO number_of(digits) AS CASE
    WHEN is_dressed(digits) AND regexp_full_match(digits, '\s*[0-9]+(?:\.0+)?\s*')
        THEN regexp_extract(digits, '0*([0-9]+)', 1)
    ELSE digits
END;

CREATE MACRO version_of(words) AS CASE
    WHEN NOT starts_with(words, '-') AND NOT contains(words, '.') THEN try_cast(words AS INTEGER)
END;

CREATE MACRO partial_date(digits) AS CASE
    WHEN digits < '1900' OR digits IN ('19000101', '19700101') THEN NULL
    WHEN length(digits) = 8 AND try_strptime(digits, '%Y%m%d') IS NOT NULL
        THEN left(digits, 4) || '-' || substr(digits, 5, 2) || '-' || right(digits, 2)
    WHEN length(digits) IN (6, 8) AND try_strptime(left(digits, 6) || '01', '%Y%m%d') IS NOT NULL
        THEN left(digits, 4) || '-' || substr(digits, 5, 2)
    WHEN length(digits) IN (4, 6, 8) AND left(digits, 4) <= '2100' AND regexp_full_match(digits, '[0-9]+')
        THEN left(digits, 4)
END;

CREATE MACRO date_fault(digits) AS CASE
    WHEN digits IN ('19000101', '19700101') THEN 'a day that programs write where there is none'
    WHEN partial_date(digits) IS NULL THEN 'not a date'
    WHEN length(digits) = 8 AND length(partial_date(digits)) = 7 THEN 'no such day; the month is read'
    WHEN length(digits) > 4 AND length(partial_date(digits)) = 4 THEN 'no such month; the year is read'
END;

CREATE MACRO later_than(event, received) AS left(event, length(received)) > left(received, length(event));

CREATE MACRO plain_number(digits) AS CASE -- neither 1_000 nor 1e3, nor nan, inf or infinity, which are numbers to DuckDB
    WHEN NOT contains(digits, '_') AND NOT contains(lower(digits), 'e') AND NOT contains(lower(digits), 'n')
        THEN try_cast(digits AS DOUBLE)
END;

CREATE MACRO years_of_age(amount, unit) AS CASE
    WHEN plain_number(stripped(amount)) * CASE upper(stripped(unit))
        WHEN 'DEC' THEN 10 WHEN 'YR' THEN 1 WHEN 'MON' THEN 1 / 12 WHEN 'WK' THEN 7 / 365.25
        WHEN 'DY' THEN 1 / 365.25 WHEN 'HR' THEN 1 / 8766 END BETWEEN 0 AND 120
        THEN plain_number(stripped(amount)) * CASE upper(stripped(unit))
            WHEN 'DEC' THEN 10 WHEN 'YR' THEN 1 WHEN 'MON' THEN 1 / 12 WHEN 'WK' THEN 7 / 365.25
            WHEN 'DY' THEN 1 / 365.25 WHEN 'HR' THEN 1 / 8766 END
END;

CREATE MACRO band_of(age) AS CAST(CASE
    WHEN age < 18 THEN '0-17' WHEN age < 45 THEN '18-44' WHEN age < 65 THEN '45-64'
    WHEN age < 75 THEN '65-74' WHEN age >= 75 THEN '75 and over'
END AS age_band);

CREATE MACRO country_or_missing(code) AS CASE code -- what other programs write for what is missing
    WHEN 'NA' THEN 'Namibia' WHEN 'NI' THEN 'Nicaragua' WHEN 'NR' THEN 'Nauru'
END;

CREATE MACRO country_of(words) AS CASE
    WHEN country_or_missing(upper(stripped(words))) IS NOT NULL THEN upper(stripped(words))
    WHEN NOT is_missing(words) AND NOT is_unknown(words) AND NOT is_number(words)
        THEN upper(stripped(words))
END;

CREATE MACRO country_fault(words) AS CASE
    WHEN is_number(words) THEN 'a number, not the name of a country'
    WHEN length(stripped(words)) <> 2 AND upper(stripped(words)) NOT IN (SELECT name FROM listed_country)
        AND NOT is_missing(words) AND NOT is_unknown(words)
        THEN 'neither a code of two letters nor in the list of countries; kept as it is written'
END;

CREATE MACRO sex_of(code) AS CAST(CASE
    WHEN upper(stripped(code)) IN ('F', 'FEMALE') THEN 'female' WHEN upper(stripped(code)) IN ('M', 'MALE') THEN 'male'
END AS sex);

CREATE MACRO answer_of(code) AS CAST(CASE upper(stripped(code))
    WHEN 'Y' THEN 'yes' WHEN 'N' THEN 'no' WHEN 'U' THEN 'unknown' WHEN 'D' THEN 'does not apply'
END AS answer);

CREATE MACRO plain_case(words) AS trim(
    regexp_replace(regexp_replace(words, '(\pL)\^', '\1''', 'g'), '[\s\pZ]+', ' ', 'g')
);

CREATE MACRO plain(words) AS upper(plain_case(straight(words)));

CREATE MACRO without_accents(words) AS CASE
    WHEN regexp_matches(words, '[^\PL\x00-\x{24F}]') THEN words ELSE strip_accents(words)
END;

CREATE MACRO spelling_of(words) AS replace(replace(without_accents(lower(plain(words))), 'œ', 'oe'), 'æ', 'ae');

CREATE MACRO words_of(bare_name) AS ' ' || trim(regexp_replace(bare_name, '[^\pL\pM\pN]+', ' ', 'g')) || ' ';

CREATE MACRO without_salt(name) AS regexp_replace(
    name,
    '(?: (?:(?:MONO|DI|HEMI|SESQUI)?(?:HYDRATE|HYDROCHLORIDE|SODIUM|POTASSIUM|MESILATE|MESYLATE)|ANHYDROUS|ACETATE|BROMIDE'
    || '|CHLORIDE|CITRATE|FUMARATE|HYDROBROMIDE|LACTATE|MALEATE|PHOSPHATE|SUCCINATE|SULFATE|SULPHATE|TARTRATE|TOSYLATE))+$',
    ''
);

CREATE MACRO bit_of(role) AS CASE role WHEN 'PS' THEN 1 WHEN 'SS' THEN 2 WHEN 'I' THEN 4 ELSE 8 END;

CREATE MACRO in_population(has_term, roles, active_roles, myeloma, co_cause, suspects, duplicate,
    year, sex, age_band, country, report_type, p) AS
    has_term AND roles & p.roles <> 0
    AND (p.comparator <> 'active' OR active_roles & p.roles <> 0)
    AND (p.comparator <> 'indication' OR myeloma)
    AND (NOT p.no_co_cause OR NOT co_cause)
    AND (NOT p.no_co_suspect OR suspects <= 1)
    AND (NOT p.no_duplicates OR NOT duplicate)
    AND (len(p.years) = 0 OR year IN p.years)
    AND (len(p.sexes) = 0 OR coalesce(CAST(sex AS VARCHAR), 'unknown') IN p.sexes)
    AND (len(p.age_bands) = 0 OR coalesce(CAST(age_band AS VARCHAR), 'unknown') IN p.age_bands)
    AND (len(p.countries) = 0 OR coalesce(country, 'unknown') IN p.countries)
    AND (len(p.report_types) = 0 OR coalesce(report_type, 'unknown') IN p.report_types);

CREATE MACRO is_named(report_id, p) AS
    len(struct_extract(p, 'cases')) = 0
    OR report_id IN (
        SELECT r.report_id FROM (SELECT unnest(struct_extract(p, 'cases')) AS case_id) JOIN report AS r USING (case_id)
    );

CREATE MACRO population(p) AS TABLE
    FROM profile
    WHERE in_population(has_term, roles, active_roles, myeloma, co_cause, suspects, duplicate,
        year, sex, age_band, country, report_type, p)
        AND is_named(report_id, p);

CREATE MACRO counted(p) AS TABLE
    SELECT quarter, year, sex, age_band, country, imid_roles, reports
    FROM profile_count
    WHERE len(struct_extract(p, 'cases')) = 0
        AND in_population(has_term, roles, active_roles, myeloma, co_cause, suspects, duplicate,
            year, sex, age_band, country, report_type, p)
    UNION ALL
    SELECT quarter, year, sex, age_band, country, imid_roles, 1 AS reports
    FROM population(p)
    WHERE len(struct_extract(p, 'cases')) > 0;

CREATE MACRO quarter_of(date, label) AS CASE
    WHEN length(date) >= 7 THEN left(date, 4) || 'Q' || CAST(ceil(CAST(substr(date, 6, 2) AS INTEGER) / 3) AS INTEGER)
    WHEN length(date) = 4 AND regexp_full_match(label, '[0-9]{4}Q[1-4]') THEN least(date || 'Q4', label)
    WHEN length(date) = 4 THEN date || 'Q4'
    ELSE label
END;

CREATE MACRO members_of(chosen) AS TABLE
    SELECT DISTINCT choice, unnest(list_append(string_split(choice, ' | '), choice)) AS member
    FROM (SELECT unnest(chosen) AS choice);

CREATE MACRO drugs_of(chosen) AS TABLE
    SELECT DISTINCT m.choice AS drug, d.drug_id, coalesce(d.part, 'co_cause') <> 'co_cause' AS watched
    FROM members_of(chosen) AS m JOIN drug AS d ON d.name = m.member;

CREATE MACRO terms_of(chosen) AS TABLE
    SELECT m.choice AS event, w.term_id, true AS watched
    FROM members_of(chosen) AS m JOIN watched_event AS w ON w.event = m.member
    UNION
    SELECT m.choice, t.term_id, t.spelling IN (SELECT spelling FROM listed_term)
    FROM members_of(chosen) AS m JOIN term AS t ON t.spelling = spelling_of(m.member);

CREATE MACRO exposed(p, chosen) AS TABLE
    SELECT
        d.drug, w.report_id, w.quarter, w.year, w.sex, w.age_band, w.country, w.imid_roles
    FROM watched_exposure AS w JOIN drugs_of(chosen) AS d USING (drug_id)
    WHERE d.watched AND w.drug_roles & struct_extract(p, 'roles') <> 0
        AND in_population(has_term, roles, active_roles, myeloma, co_cause, suspects, duplicate,
            year, sex, age_band, country, report_type, p)
        AND is_named(w.report_id, p)
    UNION
    SELECT d.drug, q.report_id, q.quarter, q.year, q.sex, q.age_band, q.country, q.imid_roles
    FROM exposure AS e
    JOIN drugs_of(chosen) AS d USING (drug_id)
    JOIN population(p) AS q USING (report_id)
    WHERE NOT d.watched AND e.roles & struct_extract(p, 'roles') <> 0;

CREATE MACRO affected(p, chosen) AS TABLE
    SELECT
        t.event, w.report_id, w.quarter, w.year, w.sex, w.age_band, w.country, w.imid_roles
    FROM watched_reaction AS w JOIN terms_of(chosen) AS t USING (term_id)
    WHERE t.watched
        AND in_population(has_term, roles, active_roles, myeloma, co_cause, suspects, duplicate,
            year, sex, age_band, country, report_type, p)
        AND is_named(w.report_id, p)
    UNION
    SELECT t.event, q.report_id, q.quarter, q.year, q.sex, q.age_band, q.country, q.imid_roles
    FROM reaction AS r
    JOIN terms_of(chosen) AS t USING (term_id)
    JOIN population(p) AS q USING (report_id)
    WHERE NOT t.watched;

CREATE MACRO stratum_of(kind, year, sex, age_band, country) AS coalesce(
    CASE kind
        WHEN 'year' THEN CAST(year AS VARCHAR) WHEN 'sex' THEN CAST(sex AS VARCHAR)
        WHEN 'age band' THEN CAST(age_band AS VARCHAR) WHEN 'country' THEN country
    END,
    'unknown'
);

CREATE MACRO reports_of(p, chosen_drug, chosen_event) AS TABLE
    SELECT report_id FROM exposed(p, [chosen_drug]) SEMI JOIN affected(p, [chosen_event]) USING (report_id);

CREATE MACRO roles_of(bits) AS array_to_string(
    list_filter(
        [if(bits & 1 <> 0, 'PS', NULL), if(bits & 2 <> 0, 'SS', NULL), if(bits & 4 <> 0, 'I', NULL),
            if(bits & 8 <> 0, 'C', NULL)],
        lambda role: role IS NOT NULL
    ),
    ' '
);
