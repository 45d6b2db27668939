-- One row per case and fact, with the place where it was read.

CREATE TABLE facts (
    case_id  VARCHAR NOT NULL,
    fact     VARCHAR NOT NULL,
    state    state NOT NULL,
    told     VARCHAR,
    locator  VARCHAR,
    note     VARCHAR,
    CHECK ((state = 'known') = (told IS NOT NULL)),
    CHECK (state <> 'known' OR locator IS NOT NULL)
);

COMMENT ON TABLE facts IS 'One row per case and fact, with the place where it was read.';
COMMENT ON COLUMN facts.case_id IS 'The case.';
COMMENT ON COLUMN facts.fact IS 'Name of the column of the table cases.';
COMMENT ON COLUMN facts.state IS 'Known, not applicable, not reported or not read.';
COMMENT ON COLUMN facts.told IS 'The value in words; lists joined by "; ". NULL unless known.';
COMMENT ON COLUMN facts.locator IS 'Where in the source the value was read.';
COMMENT ON COLUMN facts.note IS 'What the curator adds: what was looked at where nothing was found, or how a value was read.';
