-- The codebook, as data/codebook has it: the types, the table of cases, its dictionary and the filters follow from these
-- tables, so that no term and no fact is written in SQL.

-- What is known of a fact: its value, or why there is none.
CREATE TYPE state AS ENUM ('known', 'not applicable', 'not reported', 'not read');

CREATE TABLE codebook_facts (
    place           SMALLINT PRIMARY KEY,
    section         VARCHAR NOT NULL,
    name            VARCHAR NOT NULL UNIQUE,
    label           VARCHAR NOT NULL,
    origin          VARCHAR NOT NULL,
    kind            VARCHAR NOT NULL,
    lists           VARCHAR[] NOT NULL,
    states          VARCHAR[] NOT NULL,
    unit            VARCHAR NOT NULL,
    low             DOUBLE,
    high            DOUBLE,
    explanation     VARCHAR NOT NULL,
    filter          VARCHAR,
    filter_order    SMALLINT,
    filter_name     VARCHAR,
    filter_place    VARCHAR,
    filter_help     VARCHAR,
    criterion       VARCHAR,
    criterion_order SMALLINT,
    criterion_name  VARCHAR,
    compares        VARCHAR,
    tolerance       DOUBLE,
    criterion_note  VARCHAR,
    criterion_short VARCHAR,
    since           DATE,
    searched        BOOLEAN NOT NULL
);

CREATE TABLE codebook_terms (
    list           VARCHAR NOT NULL,
    term           VARCHAR NOT NULL,
    place          SMALLINT NOT NULL,
    meaning        VARCHAR NOT NULL,
    synonyms       VARCHAR[] NOT NULL,
    counts_as      VARCHAR NOT NULL,
    ontology_id    VARCHAR NOT NULL,
    ontology_label VARCHAR NOT NULL,
    PRIMARY KEY (list, term)
);

-- The kinds of findings, such as "CT pattern", each with the fact that lists its findings; in clinical order.
CREATE TABLE finding_kinds (
    place SMALLINT PRIMARY KEY,
    kind  VARCHAR NOT NULL UNIQUE,
    fact  VARCHAR NOT NULL UNIQUE
);

-- A name and a text as SQL writes them.
CREATE MACRO as_name(name) AS '"' || replace(name, '"', '""') || '"';
CREATE MACRO as_text(word) AS '''' || replace(word, '''', '''''') || '''';
