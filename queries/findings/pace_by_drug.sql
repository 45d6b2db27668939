-- How fast did they recover?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
SELECT term AS pace_of_recovery, * EXCLUDE (term)
FROM counted_by_drug($selection, pace_of_recovery)
ORDER BY pace_of_recovery, drug
