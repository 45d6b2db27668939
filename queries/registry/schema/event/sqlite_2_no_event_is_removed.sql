-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_event_is_removed BEFORE DELETE ON event
BEGIN
    SELECT raise(ABORT, 'an event is never removed');
END;
