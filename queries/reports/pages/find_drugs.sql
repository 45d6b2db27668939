-- Which drugs have these words in their names, and how many reports name each?
-- One row per drug in any role, the commonest first; at most 20.
WITH named AS (
    SELECT d.name, count(*) AS reports
    FROM drug AS d JOIN exposure AS e USING (drug_id)
    WHERE contains(d.name, lower($words))
    GROUP BY d.name
)
SELECT name, reports FROM named ORDER BY name <> lower($words), reports DESC, name LIMIT 20
