-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_event_is_changed BEFORE UPDATE ON event
BEGIN
    SELECT raise(ABORT, 'an event is never changed');
END;
