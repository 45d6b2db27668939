-- Which drugs have these words in their names, and how many reports name each?
-- One row per drug in any role, the commonest first; at most 20.
SELECT d.name, count(*) AS reports
FROM drug AS d JOIN exposure AS e USING (drug_id)
WHERE contains(d.name, lower($words))
GROUP BY ALL
ORDER BY d.name = lower($words) DESC, reports DESC, d.name
LIMIT 20
