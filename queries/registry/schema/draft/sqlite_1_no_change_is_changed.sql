-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_change_of_a_draft_is_changed BEFORE UPDATE ON draft
BEGIN
    SELECT raise(ABORT, 'a change of a draft is never changed');
END;
