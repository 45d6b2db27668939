-- sqlfluff:dialect:sqlite
CREATE TRIGGER no_change_of_a_draft_is_replaced BEFORE INSERT ON draft
WHEN new.number <= (SELECT coalesce(max(number), 0) FROM draft WHERE draft = new.draft)
BEGIN
    SELECT raise(ABORT, 'UNIQUE constraint failed: a change comes after all others of its draft');
END;
