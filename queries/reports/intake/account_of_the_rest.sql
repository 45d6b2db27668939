-- Which files of a quarter were passed over, and which values could not be read?
-- One row per file that was passed over, then one per file, field and reason.
SELECT name AS file, 'passed over: ' || reason AS words FROM passed_over WHERE quarter = $quarter
UNION ALL
SELECT file, field || ': ' || how_often || ' x ' || reason || ', such as ' || examples FROM unread WHERE quarter = $quarter
ORDER BY ALL
