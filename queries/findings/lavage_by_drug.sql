-- Was a lavage done?
-- One row per answer and drug that occur, with the cases before it in its row of the chart, and in the whole row. It is not
-- asked of pulmonary hypertension: `not_asked` counts those cases.
SELECT
    term AS bal_performed,
    * EXCLUDE (term),
    (SELECT count(*) FILTER (lung_injury_kind_is_vascular(lung_injury_kind)) FROM selected_cases($selection)) AS not_asked
FROM counted_by_drug($selection, bal_performed, is_asked := NOT lung_injury_kind_is_vascular(lung_injury_kind))
ORDER BY bal_performed, drug
