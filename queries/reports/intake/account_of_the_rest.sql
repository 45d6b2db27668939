-- Which files of a quarter were passed over, why are lines not in, and which values could not be read?
-- One row per file that was passed over, per file and reason of lines that are not in, and per file, field and reason.
SELECT name AS file, 'passed over: ' || reason AS words FROM passed_over WHERE quarter = $quarter
UNION ALL
SELECT file, 'rejected: ' || count(*) || ' x ' || reason || ', the first in line ' || min(line)
FROM reject WHERE quarter = $quarter GROUP BY file, reason
UNION ALL
SELECT file, field || ': ' || how_often || ' x ' || reason || ', such as ' || examples FROM unread WHERE quarter = $quarter
ORDER BY ALL
