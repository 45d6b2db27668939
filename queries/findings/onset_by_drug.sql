-- How did it begin?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
SELECT term AS onset, * EXCLUDE (term)
FROM counted_by_drug($selection, onset)
ORDER BY onset, drug
