-- Which reports are marked as copies?
-- Those that stand in copy, in every table that carries the mark.
UPDATE profile SET duplicate = NOT duplicate WHERE duplicate <> (report_id IN (FROM copy));
UPDATE watched_exposure SET duplicate = NOT duplicate WHERE duplicate <> (report_id IN (FROM copy));
UPDATE watched_reaction SET duplicate = NOT duplicate WHERE duplicate <> (report_id IN (FROM copy));
