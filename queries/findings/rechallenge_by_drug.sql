-- What happened when the suspect drug was given again?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
SELECT term AS rechallenge_outcome, * EXCLUDE (term)
FROM counted_by_drug($selection, rechallenge_outcome)
ORDER BY rechallenge_outcome, drug
