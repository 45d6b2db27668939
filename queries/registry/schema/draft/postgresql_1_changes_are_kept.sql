-- sqlfluff:dialect:postgres
CREATE FUNCTION changes_of_drafts_are_kept() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''a change of a draft is never changed or removed''; END';
