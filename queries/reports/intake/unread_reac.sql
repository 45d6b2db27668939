-- In which terms of a quarter were letters lost?
-- One row per field and reason.
INSERT INTO unread
WITH written AS (SELECT any_value(pt) AS value, count(*) AS n FROM staged_reac GROUP BY pt)
SELECT
    $quarter, $file, 'pt', 'letters were lost or changed before the file was written', sum(n),
    array_to_string(list(left(value, 100) ORDER BY n DESC, value)[:3], ' | ')
FROM written WHERE has_lost_letters(value)
HAVING sum(n) > 0
