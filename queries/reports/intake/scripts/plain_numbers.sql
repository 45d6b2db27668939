-- Which numbers are meant by those that are written with zeros or blanks in front?
-- One number for each way of writing it, in every staged file of a quarter.
UPDATE staged_demo SET primaryid = number_of(primaryid), caseid = number_of(caseid)
WHERE primaryid < '1' OR caseid < '1';
UPDATE staged_drug SET primaryid = number_of(primaryid), drug_seq = number_of(drug_seq)
WHERE primaryid < '1' OR drug_seq < '1';
UPDATE staged_reac SET primaryid = number_of(primaryid) WHERE primaryid < '1';
UPDATE staged_outc SET primaryid = number_of(primaryid) WHERE primaryid < '1';
UPDATE staged_rpsr SET primaryid = number_of(primaryid) WHERE primaryid < '1';
UPDATE staged_ther SET primaryid = number_of(primaryid), drug_seq = number_of(drug_seq)
WHERE primaryid < '1' OR drug_seq < '1';
UPDATE staged_indi SET primaryid = number_of(primaryid), drug_seq = number_of(drug_seq)
WHERE primaryid < '1' OR drug_seq < '1';
