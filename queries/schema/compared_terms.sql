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

-- Whether the one pattern of the lavage of the case is that of the patient. NULL where either could still be another one,
-- and where one is hemorrhagic and nobody says whether the other is.
CREATE MACRO patterns_agree(of_case, hemorrhage_of_case, of_patient, hemorrhage_of_patient) AS
    CASE
        WHEN list_has_any(of_case::VARCHAR[], of_patient::VARCHAR[])
            THEN CASE WHEN len(of_case) = 1 AND len(of_patient) = 1 THEN true END
        WHEN list_contains(of_case::VARCHAR[], 'hemorrhagic')
            THEN CASE WHEN hemorrhage_of_patient::VARCHAR = 'no' THEN false END
        WHEN list_contains(of_patient::VARCHAR[], 'hemorrhagic')
            THEN CASE WHEN hemorrhage_of_case::VARCHAR = 'no' THEN false END
        WHEN of_case IS NOT NULL THEN false
    END;

-- The patterns that a lavage may have, and beside them the shares, or the words of the source where it gives none.
CREATE MACRO lavage_in_words(patterns, state, lymphocytes, eosinophils, neutrophils, macrophages, words) AS
    coalesce(array_to_string(patterns::VARCHAR[], ' or '), state::VARCHAR) || coalesce(
        ' (' || coalesce(
            nullif(
                concat_ws(
                    ', ',
                    'lymphocytes ' || number_in_words(lymphocytes, NULL) || ' %',
                    'eosinophils ' || number_in_words(eosinophils, NULL) || ' %',
                    'neutrophils ' || number_in_words(neutrophils, NULL) || ' %',
                    'macrophages ' || number_in_words(macrophages, NULL) || ' %'
                ),
                ''
            ),
            nullif(array_to_string(words::VARCHAR[], ', '), '')
        ) || ')',
        ''
    );
