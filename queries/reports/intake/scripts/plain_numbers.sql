-- Which numbers are meant by those that are written with blanks around them, zeros in front, or a point and zeros behind?
-- One number for each way of writing it, in every staged file of a quarter.
UPDATE staged_demo SET primaryid = number_of(primaryid), caseid = number_of(caseid)
WHERE is_dressed(primaryid) OR is_dressed(caseid);
UPDATE staged_drug SET primaryid = number_of(primaryid), drug_seq = number_of(drug_seq)
WHERE is_dressed(primaryid) OR is_dressed(drug_seq);
UPDATE staged_reac SET primaryid = number_of(primaryid) WHERE is_dressed(primaryid);
UPDATE staged_outc SET primaryid = number_of(primaryid) WHERE is_dressed(primaryid);
UPDATE staged_rpsr SET primaryid = number_of(primaryid) WHERE is_dressed(primaryid);
UPDATE staged_ther SET primaryid = number_of(primaryid), drug_seq = number_of(drug_seq)
WHERE is_dressed(primaryid) OR is_dressed(drug_seq);
UPDATE staged_indi SET primaryid = number_of(primaryid), drug_seq = number_of(drug_seq)
WHERE is_dressed(primaryid) OR is_dressed(drug_seq);
