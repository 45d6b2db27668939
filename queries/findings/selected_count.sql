-- How many cases do the filters leave?
-- One row; `vascular` of them are cases of pulmonary hypertension, which go otherwise than an injury of the lung tissue.
SELECT
    count(*) AS selected,
    count(*) FILTER (lung_injury_kind_is_vascular(lung_injury_kind)) AS vascular
FROM selected_cases($selection)
