-- Between which days do the known latencies lie, by drug, by prior IMiD exposure, by onset?
-- One row per grouping and group that occurs; the known latencies in ascending order, in days.
WITH grouped AS (
    SELECT
        latency_days,
        unnest([
            {'position': 1, 'grouping': 'all', 'of_group': 'all', 'place': 0},
            {'position': 2, 'grouping': 'suspect drug', 'of_group': drug::VARCHAR, 'place': enum_code(drug)::INTEGER},
            {'position': 3, 'grouping': 'prior IMiD exposure', 'of_group': prior_imid::VARCHAR, 'place': enum_code(prior_imid)::INTEGER},
            {'position': 4, 'grouping': 'onset', 'of_group': onset::VARCHAR, 'place': enum_code(onset)::INTEGER}
        ], recursive := true)
    FROM selected_cases($selection)
)

SELECT
    grouping,
    of_group,
    count(*) AS cases,
    count(latency_days) AS known,
    list_sort(list(latency_days) FILTER (latency_days IS NOT NULL)) AS latencies_days
FROM grouped
GROUP BY position, grouping, place, of_group
ORDER BY position, place
