-- The cases that the reader's filters leave. Terms of one filter are alternatives, filters combine by "and"; a filter
-- that is NULL leaves all (the columns compared are never NULL). A case of unknown latency is asked for by
-- latency_unknown alone, whatever the range.
CREATE MACRO selected_cases(selection) AS TABLE
    SELECT *
    FROM cases
    WHERE coalesce(list_contains(selection['drug'], drug::VARCHAR), true)
      AND coalesce(list_contains(selection['prior_imid'], prior_imid::VARCHAR), true)
      AND coalesce(list_contains(selection['steroid'], steroid_for_event::VARCHAR), true)
      AND coalesce(list_contains(selection['rechallenge'], rechallenge_outcome::VARCHAR), true)
      AND coalesce(list_contains(selection['onset'], onset::VARCHAR), true)
      AND coalesce(list_contains(selection['outcome'], outcome::VARCHAR), true)
      AND coalesce(list_has_any(selection['finding']::finding[], findings), true)
      AND coalesce(list_contains(selection['read_as'], read_as::VARCHAR), true)
      AND coalesce(latency_days >= selection['latency_low'], true)
      AND coalesce(latency_days <= selection['latency_high'], true)
      AND (selection['latency_unknown'] OR latency_days IS NOT NULL)
      -- The first word leaves few cases to compare with the others, one by one.
      AND CASE
          WHEN len(selection['words']) = 0 THEN true
          WHEN NOT contains(searchable, selection['words'][1]::VARCHAR) THEN false
          WHEN len(selection['words']) = 1 THEN true
          ELSE list_bool_and(list_transform(selection['words'][2:], lambda word: contains(searchable, word)))
      END;
