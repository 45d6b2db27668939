-- How many cases do the filters leave?
-- One row; `vascular` of them are cases of pulmonary hypertension, which go otherwise than an injury of the lung tissue;
-- `full_text` of them were read in full.
SELECT
    count(*) AS selected,
    count(*) FILTER (lung_injury_kind_is_vascular(lung_injury_kind)) AS vascular,
    count(*) FILTER (read_as = 'full text') AS full_text
FROM selected_cases($selection)
