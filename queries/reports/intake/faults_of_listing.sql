-- Which rows of a listing cannot be taken in?
-- One row per line.
SELECT
    s.line,
    CASE
        WHEN s.case_id IS NULL THEN 'no case is named'
        WHEN is_shortened(s.case_id) THEN 'the case number is shortened, as spreadsheets do; its last digits are lost'
        WHEN s.drug IS NULL OR NOT regexp_matches(s.drug, '[\pL\pN]') THEN 'no drug is named'
        WHEN s.event IS NULL OR NOT regexp_matches(s.event, '[\pL\pN]') THEN 'no event is named'
        WHEN NOT regexp_matches(s.drug, '\pL') THEN 'the drug is a number, not a name'
        WHEN NOT regexp_matches(s.event, '\pL') THEN 'the event is a number, not a name'
        WHEN r.meaning = 'DN' THEN 'the drug was not administered (role DN)'
        ELSE r.reason
    END AS reason
FROM staged_listing AS s
LEFT JOIN reading AS r ON r.field = 'role' AND r.value = s.role
WHERE s.case_id IS NULL OR is_shortened(s.case_id) OR s.drug IS NULL OR s.event IS NULL
    OR NOT regexp_matches(s.drug, '\pL') OR NOT regexp_matches(s.event, '\pL')
    OR r.meaning = 'DN' OR r.reason IS NOT NULL
ORDER BY s.line
