-- How many cases do the filters leave?
-- One row; `vascular` of them are cases of pulmonary hypertension, which go otherwise than an injury of the lung tissue;
-- `full_text` of them were read in full; `contradicted` lists, in no order, those whose source contradicts
-- itself on any fact.
SELECT
    count(*) AS selected,
    count(*) FILTER (lung_injury_kind_is_vascular(lung_injury_kind)) AS vascular,
    count(*) FILTER (read_as = 'full text') AS full_text,
    coalesce(list(case_id) FILTER (case_id IN (SELECT case_id FROM conflicts)), []) AS contradicted
FROM selected_cases($selection)
