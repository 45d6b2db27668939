-- sqlfluff:dialect:postgres
CREATE TRIGGER no_change_of_a_draft_is_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON draft
FOR EACH STATEMENT EXECUTE FUNCTION changes_of_drafts_are_kept();
