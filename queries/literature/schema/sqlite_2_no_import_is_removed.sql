-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_import_is_removed BEFORE DELETE ON literature_import
BEGIN
    SELECT raise(ABORT, 'an import is never removed');
END;
