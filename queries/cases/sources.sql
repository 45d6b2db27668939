-- Where was each case read, and under which licence does its source stand?
-- One row per case.
SELECT
    case_id,
    citation,
    words_of_source(doi, read_as) AS doi,
    words_of_source(url, read_as) AS url,
    read_as,
    read_as_detail,
    words_of_source(licence, read_as) AS licence
FROM selected_cases($selection)
ORDER BY case_id
