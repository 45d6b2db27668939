-- What was made with the lists and is made anew when a list has changed?
-- Tables without rows afterwards.
TRUNCATE drug;
TRUNCATE product_drug;
TRUNCATE exposure;
TRUNCATE profile;
TRUNCATE watched_exposure;
TRUNCATE watched_reaction;
