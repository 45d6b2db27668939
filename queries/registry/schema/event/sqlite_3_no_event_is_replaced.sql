-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_event_is_replaced BEFORE INSERT ON event
WHEN new.seq <= (SELECT coalesce(max(seq), 0) FROM event)
BEGIN
    SELECT raise(ABORT, 'UNIQUE constraint failed: an event comes after all others');
END;
