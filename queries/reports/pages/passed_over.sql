-- Which files were not read, and why?
-- One row per file; those without a quarter were to be loaded themselves, and were refused or not tried.
SELECT quarter, name AS file, bytes, reason FROM passed_over
UNION ALL
SELECT 'not in', name, bytes, reason FROM refused
ORDER BY ALL
