-- The one release that a casebook file holds.

CREATE TABLE release (
    release     VARCHAR PRIMARY KEY,
    content     VARCHAR NOT NULL,
    newest_case DATE NOT NULL,
    cases       INTEGER NOT NULL,
    sources     VARCHAR NOT NULL,
    schema      VARCHAR NOT NULL
);

COMMENT ON TABLE release IS 'The one release that this file holds.';
COMMENT ON COLUMN release.release IS 'Name of the release: date of the newest case change, then the first eight digits of content.';
COMMENT ON COLUMN release.content IS 'SHA-256 over the codebook and the content of all case files, in the order of their case_id.';
COMMENT ON COLUMN release.newest_case IS 'Date of the newest change to a case.';
COMMENT ON COLUMN release.cases IS 'Number of cases in the release.';
COMMENT ON COLUMN release.sources IS 'SHA-256 over content and the SQL that makes the file: equal when a new build would change nothing.';
COMMENT ON COLUMN release.schema IS 'SHA-256 over the codebook and the SQL that makes the file: a dashboard reads the files of its own version alone.';

CREATE TABLE case_hashes (
    case_id VARCHAR PRIMARY KEY,
    hash    VARCHAR NOT NULL
);

COMMENT ON TABLE case_hashes IS 'The content of each case as a hash, for the record of the release.';
COMMENT ON COLUMN case_hashes.case_id IS 'The case.';
COMMENT ON COLUMN case_hashes.hash IS 'First 16 digits of the SHA-256 of the case file, read as JSON.';
