-- Put the facts in, each with its locator.
-- One row per case and fact.
INSERT INTO facts BY NAME SELECT * FROM read_facts
