-- Was a lavage done?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
SELECT term AS bal_performed, * EXCLUDE (term)
FROM counted_by_drug($selection, bal_performed)
ORDER BY bal_performed, drug
