-- The full daily dose of a drug, in mg, as the label in myeloma gives it: thalidomide 200, lenalidomide 25, pomalidomide 4 (product
-- information, EMA). NULL for a drug without such a label. The band in which the highest daily dose of a case lies beside it.
CREATE MACRO full_dose_mg(drug) AS CASE drug::VARCHAR WHEN 'thalidomide' THEN 200 WHEN 'lenalidomide' THEN 25 WHEN 'pomalidomide' THEN 4 END;
CREATE MACRO band_of_dose(drug, dose_mg, state) AS CASE
    WHEN dose_mg IS NULL THEN state::VARCHAR
    WHEN full_dose_mg(drug) IS NULL THEN 'not applicable'
    WHEN dose_mg < full_dose_mg(drug) THEN 'below full dose'
    WHEN dose_mg > full_dose_mg(drug) THEN 'above full dose'
    ELSE 'full dose'
END;
