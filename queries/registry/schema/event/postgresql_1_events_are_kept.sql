-- sqlfluff:dialect:postgres
CREATE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''an event is never changed or removed''; END';
