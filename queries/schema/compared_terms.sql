-- Terms that the patient and the case have in common, as text; whether there are any: they differ only where the source
-- denies all terms of the patient, or names all there were. Whether the one term of the case, or one of its list, is that of
-- the patient. NULL when the case does not say.
CREATE MACRO terms_shared(of_case, of_patient) AS
    array_to_string(list_filter(of_patient::VARCHAR[], lambda term: list_contains(of_case::VARCHAR[], term)), ', ');
CREATE MACRO terms_agree(of_case, denied, complete, of_patient) AS CASE
    WHEN list_has_any(of_case::VARCHAR[], of_patient::VARCHAR[]) THEN true
    WHEN complete OR list_has_all(denied::VARCHAR[], of_patient::VARCHAR[]) THEN false
END;
CREATE MACRO term_agrees(of_case, of_patient) AS
    CASE WHEN of_case::VARCHAR NOT IN ('not applicable', 'not reported', 'not read') THEN of_case::VARCHAR = of_patient::VARCHAR END;
