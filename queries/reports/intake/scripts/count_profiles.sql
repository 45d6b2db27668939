-- How many reports have each profile?
-- One row per profile that occurs; two suspects and more are one.
TRUNCATE profile_count;
INSERT INTO profile_count BY NAME
SELECT * EXCLUDE (report_id, likeness) REPLACE (least(suspects, 2) AS suspects), count(*) AS reports
FROM profile
GROUP BY ALL;
