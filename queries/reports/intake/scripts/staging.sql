-- Which columns of the FDA's files are read, whatever the year of the file?
-- Temporary tables without rows; a column that a file does not have is NULL in its lines.
CREATE OR REPLACE TEMP TABLE demo_columns (
    primaryid VARCHAR, caseid VARCHAR, caseversion VARCHAR, foll_seq VARCHAR, event_dt VARCHAR, init_fda_dt VARCHAR,
    fda_dt VARCHAR, rept_cod VARCHAR, age VARCHAR, age_cod VARCHAR, sex VARCHAR, occp_cod VARCHAR,
    reporter_country VARCHAR, occr_country VARCHAR, beyond VARCHAR
);
CREATE OR REPLACE TEMP TABLE drug_columns (
    primaryid VARCHAR, drug_seq VARCHAR, role_cod VARCHAR, drugname VARCHAR, prod_ai VARCHAR, dechal VARCHAR,
    rechal VARCHAR, beyond VARCHAR
);
CREATE OR REPLACE TEMP TABLE reac_columns (primaryid VARCHAR, pt VARCHAR, beyond VARCHAR);
CREATE OR REPLACE TEMP TABLE outc_columns (primaryid VARCHAR, outc_cod VARCHAR, beyond VARCHAR);
CREATE OR REPLACE TEMP TABLE rpsr_columns (primaryid VARCHAR, rpsr_cod VARCHAR, beyond VARCHAR);
CREATE OR REPLACE TEMP TABLE ther_columns (
    primaryid VARCHAR, drug_seq VARCHAR, start_dt VARCHAR, end_dt VARCHAR, beyond VARCHAR
);
CREATE OR REPLACE TEMP TABLE indi_columns (primaryid VARCHAR, drug_seq VARCHAR, indi_pt VARCHAR, beyond VARCHAR);
CREATE OR REPLACE TEMP TABLE staged_demo AS SELECT *, NULL::VARCHAR AS counted_in FROM demo_columns;
CREATE OR REPLACE TEMP TABLE reading (
    field VARCHAR, value VARCHAR, unit VARCHAR, meaning VARCHAR, reason VARCHAR
);
CREATE OR REPLACE TEMP TABLE staged_listing (
    line BIGINT, case_id VARCHAR, case_written VARCHAR, version VARCHAR, drug VARCHAR, event VARCHAR, role VARCHAR,
    date VARCHAR, country VARCHAR, sex VARCHAR,
    age VARCHAR, age_unit VARCHAR
);
