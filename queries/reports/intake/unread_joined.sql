-- Which dates or ages of cases that two listings hold differ?
-- One row per field; the later date and the higher age are read.
INSERT INTO unread
WITH both_ways AS (
    SELECT
        s.caseid, replace(r.event_date, '-', '') AS date_there, s.event_dt AS date_here, r.age_years AS age_there,
        try_cast(s.age AS DOUBLE) AS age_here
    FROM staged_demo AS s
    JOIN report AS r ON r.case_id = s.caseid
),
differing AS (
    SELECT 'date' AS field, caseid, date_there AS there, date_here AS here FROM both_ways WHERE date_there <> date_here
    UNION ALL
    SELECT 'age', caseid, CAST(age_there AS VARCHAR), CAST(age_here AS VARCHAR)
    FROM both_ways WHERE age_there <> age_here
)
SELECT
    $quarter, $file, field,
    'another listing says otherwise of the case; the ' || if(field = 'date', 'later', 'higher') || ' is read',
    count(*),
    array_to_string(list('case ' || caseid || ': ' || there || ' there, ' || here || ' here' ORDER BY caseid)[:3], ' | ')
FROM differing
GROUP BY field
