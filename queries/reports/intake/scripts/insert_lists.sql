-- What do the lists say?
-- One table per list, a row per line.
TRUNCATE listed_drug;
TRUNCATE listed_term;
TRUNCATE listed_indication;
TRUNCATE listed_country;
TRUNCATE list_file;
INSERT INTO listed_drug BY NAME FROM drugs_read;
INSERT INTO listed_term BY NAME SELECT spelling_of(name) AS spelling, name, part FROM terms_read;
INSERT INTO listed_indication BY NAME SELECT spelling_of(name) AS name FROM indications_read;
INSERT INTO listed_country BY NAME FROM countries_read;
INSERT INTO list_file BY NAME FROM lists_read;
