-- One row per contradiction within a source.

CREATE TABLE conflicts (
    case_id  VARCHAR NOT NULL,
    position SMALLINT NOT NULL,
    fact     VARCHAR NOT NULL,
    readings STRUCT(says VARCHAR, locator VARCHAR)[] NOT NULL CHECK (len(readings) >= 2),
    note     VARCHAR NOT NULL,
    PRIMARY KEY (case_id, position)
);

COMMENT ON TABLE conflicts IS 'One row per contradiction within a source: what it says in one place, and what in another.';
COMMENT ON COLUMN conflicts.case_id IS 'The case.';
COMMENT ON COLUMN conflicts.position IS 'Order within the case.';
COMMENT ON COLUMN conflicts.fact IS 'The fact on which the readings differ.';
COMMENT ON COLUMN conflicts.readings IS 'Each reading with the place where it stands.';
COMMENT ON COLUMN conflicts.note IS 'The contradiction in one sentence or two.';
