-- How did the cases on each drug end?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
SELECT term AS outcome, * EXCLUDE (term)
FROM counted_by_drug($selection, outcome)
ORDER BY outcome, drug
