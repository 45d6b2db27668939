-- Where was each case read, and under which licence does its source stand?
-- One row per case.
SELECT
    case_id,
    citation,
    coalesce(doi, 'not reported') AS doi,
    coalesce(url, 'not reported') AS url,
    read_as,
    read_as_detail,
    coalesce(licence, 'not reported') AS licence
FROM selected_cases($selection)
ORDER BY case_id
