-- Which cases are meant by the numbers that a reader typed, and does the database have them?
-- One row per case, in the order in which they were typed.
WITH typed AS (
    SELECT unnest($typed) AS number, generate_subscripts($typed, 1) AS place
)
SELECT number_of(number) AS case_id, number_of(number) IN (SELECT case_id FROM report) AS known
FROM typed
GROUP BY ALL
ORDER BY min(place)
