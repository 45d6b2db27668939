-- sqlfluff:dialect:postgres
CREATE FUNCTION imports_are_kept() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''an import is never changed or removed''; END';
