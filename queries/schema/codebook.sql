-- What SQL needs of the codebook: the types, the table of cases, its dictionary and the filters follow from these tables,
-- so that no term and no fact is written in SQL.

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
    criterion       VARCHAR,
    criterion_order SMALLINT,
    compares        VARCHAR
);

CREATE TABLE codebook_terms (
    list      VARCHAR NOT NULL,
    term      VARCHAR NOT NULL,
    place     SMALLINT NOT NULL,
    counts_as VARCHAR NOT NULL,
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
