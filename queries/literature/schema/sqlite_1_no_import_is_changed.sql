-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_import_is_changed BEFORE UPDATE ON literature_import
BEGIN
    SELECT raise(ABORT, 'an import is never changed');
END;
