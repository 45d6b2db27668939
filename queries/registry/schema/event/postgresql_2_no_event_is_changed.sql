-- sqlfluff:dialect:postgres
CREATE TRIGGER no_event_is_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION events_are_kept();
