-- Why are lines not in?
-- One row per quarter, file and reason.
SELECT quarter, file, reason, count(*) AS lines, min(line) AS first_line, any_value(text ORDER BY line) AS its_text
FROM reject GROUP BY ALL ORDER BY quarter, file, lines DESC, reason
