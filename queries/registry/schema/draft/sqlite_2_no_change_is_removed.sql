-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_change_of_a_draft_is_removed BEFORE DELETE ON draft
BEGIN
    SELECT raise(ABORT, 'a change of a draft is never removed');
END;
