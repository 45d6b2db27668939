-- sqlfluff:dialect:postgres
CREATE TRIGGER no_import_is_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON literature_import
FOR EACH STATEMENT EXECUTE FUNCTION imports_are_kept();
