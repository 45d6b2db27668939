-- One row per case and fact, with the place where it was read.

CREATE TABLE facts (
    case_id    VARCHAR NOT NULL,
    fact       VARCHAR NOT NULL,
    state      state NOT NULL,
    value      VARCHAR,
    locator    VARCHAR,
    note       VARCHAR,
    denied     VARCHAR,
    complete   BOOLEAN,
    said_of    VARCHAR,
    from_claim SMALLINT,
    CHECK ((state = 'known') = (value IS NOT NULL)),
    CHECK (state <> 'known' OR locator IS NOT NULL)
);

COMMENT ON TABLE facts IS 'One row per case and fact, with the place where it was read.';
COMMENT ON COLUMN facts.case_id IS 'The case.';
COMMENT ON COLUMN facts.fact IS 'Name of the column of the table cases.';
COMMENT ON COLUMN facts.state IS 'Known, not applicable, not reported or not read.';
COMMENT ON COLUMN facts.value IS 'The value in words; lists joined by "; ". NULL unless known.';
COMMENT ON COLUMN facts.locator IS 'Where in the source the value was read.';
COMMENT ON COLUMN facts.note IS 'What the curator adds: what was looked at where nothing was found, or how a value was read.';
COMMENT ON COLUMN facts.denied IS 'Terms of a list that the source denies, joined by "; ". NULL where it denies none.';
COMMENT ON COLUMN facts.complete IS 'Whether a list names all there was; if not, some among others. NULL but for known lists.';
COMMENT ON COLUMN facts.said_of IS '"group" where the value follows from a statement about several cases.';
COMMENT ON COLUMN facts.from_claim IS 'Number of the claim of the founding report that the value was read from. It proves nothing for that claim.';
