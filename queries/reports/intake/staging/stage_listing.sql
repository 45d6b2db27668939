-- Which cases, drugs and events does a line listing hold?
-- One row per line that has the header's number of fields, in the order of the file.
CREATE OR REPLACE TEMP TABLE staged_listing AS
SELECT case_id, drug, event, role, date, country, sex, age
FROM (
    FROM listing_columns
    UNION ALL BY NAME
    FROM read_csv($path, columns = $columns, encoding = $encoding, delim = $delimiter, quote = '"', escape = '"',
        comment = '', header = false, skip = 1, auto_detect = false, new_line = '\n', store_rejects = true,
        rejects_limit = 0)
)
