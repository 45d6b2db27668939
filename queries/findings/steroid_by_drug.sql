-- Was a steroid given for the lung event?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row.
SELECT term AS steroid_for_event, * EXCLUDE (term)
FROM counted_by_drug($selection, steroid_for_event)
ORDER BY steroid_for_event, drug
