-- One row per dated moment of a case.

CREATE TABLE course (
    case_id      VARCHAR NOT NULL,
    position     SMALLINT NOT NULL,
    event        course_event NOT NULL,
    reported     VARCHAR NOT NULL,
    value        DOUBLE NOT NULL,
    unit         latency_unit NOT NULL CHECK (unit IN ('day', 'week', 'month', 'year')),
    counted_from counted_from NOT NULL,
    detail       VARCHAR NOT NULL,
    measures     STRUCT(fact VARCHAR, value DOUBLE)[] NOT NULL,
    locator      VARCHAR NOT NULL,
    PRIMARY KEY (case_id, position)
);

COMMENT ON TABLE course IS 'One row per dated moment of a case, beside those that the facts give.';
COMMENT ON COLUMN course.case_id IS 'The case.';
COMMENT ON COLUMN course.position IS 'Order within the case.';
COMMENT ON COLUMN course.event IS 'What happened.';
COMMENT ON COLUMN course.reported IS 'The time in the words of the source.';
COMMENT ON COLUMN course.value IS 'The number in it; negative: before.';
COMMENT ON COLUMN course.unit IS 'Its unit.';
COMMENT ON COLUMN course.counted_from IS 'From when it was counted.';
COMMENT ON COLUMN course.detail IS 'What was found then.';
COMMENT ON COLUMN course.measures IS 'Measured values at that moment: name of the fact, and number in its unit.';
COMMENT ON COLUMN course.locator IS 'Where in the source it was read.';
