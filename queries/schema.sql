-- The casebook: its vocabulary, its tables, and the one predicate by which cases are chosen.
-- A fact is in one of four states: known (a value), not applicable, not reported (what was read is silent), not read (the
-- source was read in part only, and the rest may answer). A fact with terms carries its state among its terms and is
-- never NULL, so that no comparison can lose it. A fact with a number, a list or free text is NULL unless it is known,
-- and the column of the same name ending in _state says which state it is in.
-- The order of the terms is the order in which they are shown everywhere.

-- Vocabulary -----------------------------------------------------------------------------------------------------

CREATE TYPE state AS ENUM ('known', 'not applicable', 'not reported', 'not read');

CREATE TYPE read_as AS ENUM (
    'full text', 'secondary table', 'abstract', 'abstract and opening of the article', 'opening of the article'
);

CREATE TYPE imid AS ENUM ('thalidomide', 'lenalidomide', 'pomalidomide');

CREATE TYPE antineoplastic AS ENUM (
    'bortezomib', 'carfilzomib', 'ixazomib', 'daratumumab', 'isatuximab', 'elotuzumab', 'melphalan', 'cyclophosphamide',
    'topotecan', 'dexamethasone', 'prednisone'
);

CREATE TYPE answer AS ENUM ('yes', 'no', 'not reported', 'not read');

CREATE TYPE answer_if_applicable AS ENUM ('yes', 'no', 'not applicable', 'not reported', 'not read');

CREATE TYPE sex AS ENUM ('female', 'male', 'not reported', 'not read');

CREATE TYPE smoking AS ENUM ('never', 'former', 'current', 'not reported', 'not read');

CREATE TYPE latency_unit AS ENUM ('day', 'week', 'month', 'cycle', 'not reported', 'not read');

CREATE TYPE end_point AS ENUM ('symptom onset', 'admission', 'imaging', 'not stated', 'not reported', 'not read');

CREATE TYPE onset AS ENUM ('abrupt', 'progressive', 'asymptomatic', 'not reported', 'not read');

CREATE TYPE symptom AS ENUM (
    'dyspnea', 'cough', 'fever', 'hypoxemia', 'respiratory failure', 'chest pain', 'hemoptysis', 'lethargy',
    'constitutional symptoms', 'rash'
);

CREATE TYPE ct_pattern AS ENUM (
    'ground-glass opacities', 'consolidation', 'diffuse alveolar opacities', 'interstitial infiltrates',
    'centrilobular infiltrates', 'nodules', 'interlobular septal thickening', 'fibrosis', 'pleural effusion'
);

CREATE TYPE ct_distribution AS ENUM (
    'bilateral', 'diffuse', 'apical', 'upper', 'mid-to-upper', 'lower', 'peripheral', 'random'
);

-- What the filter of findings offers: a symptom, a CT pattern or a CT distribution.
CREATE TYPE finding AS ENUM (
    SELECT unnest(enum_range(NULL::symptom)::VARCHAR[] || enum_range(NULL::ct_pattern)::VARCHAR[] || enum_range(NULL::ct_distribution)::VARCHAR[])
);

CREATE TYPE respiratory_support AS ENUM (
    'none', 'oxygen', 'non-invasive ventilation', 'mechanical ventilation', 'not reported', 'not read'
);

CREATE TYPE bal_impression AS ENUM ('considered normal', 'lymphocytosis', 'eosinophilia', 'neutrophilia');

CREATE TYPE biopsy_kind AS ENUM ('transbronchial', 'surgical', 'not applicable', 'not reported', 'not read');

CREATE TYPE outcome AS ENUM (
    'resolved', 'improved', 'improved with residual fibrosis', 'stable', 'worsened', 'died of the lung injury',
    'not reported', 'not read'
);

CREATE TYPE pace AS ENUM ('rapid', 'progressive', 'not applicable', 'not reported', 'not read');

CREATE TYPE rechallenge_result AS ENUM (
    'recurred', 'did not recur', 'outcome unknown', 'not applicable', 'not reported', 'not read'
);

CREATE TYPE rechallenge_drug AS ENUM (
    'thalidomide', 'lenalidomide', 'pomalidomide', 'not applicable', 'not reported', 'not read'
);

CREATE TYPE rechallenge_outcome AS ENUM (
    'recurred', 'did not recur', 'done, outcome unknown', 'not attempted', 'not reported', 'not read'
);

CREATE TYPE course_event AS ENUM (
    'symptom onset', 'admission', 'drug stopped', 'imaging', 'improvement', 'recovery', 'rechallenge',
    'end of follow-up', 'death'
);

CREATE TYPE counted_from AS ENUM ('start of the suspect drug', 'lung event', 'drug stopped');

-- Tables ---------------------------------------------------------------------------------------------------------

CREATE TABLE release (
    release     VARCHAR PRIMARY KEY,
    content     VARCHAR NOT NULL,
    newest_case DATE NOT NULL,
    cases       INTEGER NOT NULL,
    sources     VARCHAR NOT NULL
);

COMMENT ON TABLE release IS 'The one release that this file holds.';
COMMENT ON COLUMN release.release IS 'Name of the release: date of the newest case change, then the first eight digits of content.';
COMMENT ON COLUMN release.content IS 'SHA-256 over the content of all case files, in the order of their case_id.';
COMMENT ON COLUMN release.newest_case IS 'Date of the newest change to a case.';
COMMENT ON COLUMN release.cases IS 'Number of cases in the release.';
COMMENT ON COLUMN release.sources IS 'SHA-256 over the case files and schema.sql: equal when a new build would change nothing.';

CREATE TABLE cases (
    case_id                        VARCHAR PRIMARY KEY,
    changed                        DATE NOT NULL,

    citation                       VARCHAR NOT NULL,
    citation_locator               VARCHAR,
    year                           SMALLINT CHECK (year BETWEEN 1950 AND 2100),
    doi                            VARCHAR,
    pmid                           VARCHAR,
    url                            VARCHAR,
    read_as                        read_as NOT NULL,
    read_as_detail                 VARCHAR NOT NULL,
    secondary_source               VARCHAR CHECK ((secondary_source IS NOT NULL) = (read_as = 'secondary table')),
    in_founding_table              BOOLEAN NOT NULL,
    licence                        VARCHAR,
    licence_locator                VARCHAR,

    age_years                      DOUBLE CHECK (age_years BETWEEN 0 AND 120),
    age_years_state                state NOT NULL,
    sex                            sex NOT NULL,
    indication                     VARCHAR,
    indication_state               state NOT NULL,
    smoking                        smoking NOT NULL,
    prior_lung_disease             answer NOT NULL,

    drug                           imid NOT NULL,
    dose                           VARCHAR,
    dose_state                     state NOT NULL,
    concomitant_antineoplastic     antineoplastic[],
    concomitant_antineoplastic_state state NOT NULL,
    background_steroid             answer NOT NULL,
    co_suspect_drugs               antineoplastic[],
    co_suspect_drugs_state         state NOT NULL,
    prior_imid                     answer NOT NULL,
    prior_imid_drugs               imid[],
    prior_imid_drugs_state         state NOT NULL,
    prior_imid_months              DOUBLE CHECK (prior_imid_months >= 0),
    prior_imid_months_state        state NOT NULL,
    prior_imid_lung_toxicity       answer_if_applicable NOT NULL,

    latency_reported               VARCHAR,
    latency_reported_state         state NOT NULL,
    latency_value                  DOUBLE CHECK (latency_value >= 0),
    latency_value_state            state NOT NULL,
    latency_unit                   latency_unit NOT NULL,
    latency_days                   DOUBLE CHECK (latency_days >= 0),
    latency_days_state             state NOT NULL,
    latency_low_days               DOUBLE CHECK (latency_low_days <= latency_days),
    latency_high_days              DOUBLE CHECK (latency_high_days >= latency_days),
    latency_from                   VARCHAR,
    latency_from_state             state NOT NULL,
    latency_end_point              end_point NOT NULL,
    onset                          onset NOT NULL,
    symptoms                       symptom[],
    symptoms_state                 state NOT NULL,

    pao2_mmhg                      DOUBLE CHECK (pao2_mmhg BETWEEN 10 AND 760),
    pao2_mmhg_state                state NOT NULL,
    spo2_pct                       DOUBLE CHECK (spo2_pct BETWEEN 0 AND 100),
    spo2_pct_state                 state NOT NULL,
    respiratory_support            respiratory_support NOT NULL,
    dlco_pct_pred                  DOUBLE CHECK (dlco_pct_pred BETWEEN 0 AND 200),
    dlco_pct_pred_state            state NOT NULL,
    tlc_pct_pred                   DOUBLE CHECK (tlc_pct_pred BETWEEN 0 AND 200),
    tlc_pct_pred_state             state NOT NULL,

    ct_patterns                    ct_pattern[],
    ct_patterns_state              state NOT NULL,
    ct_distribution                ct_distribution[],
    ct_distribution_state          state NOT NULL,

    bal_performed                  answer NOT NULL,
    bal_lymphocytes_pct            DOUBLE CHECK (bal_lymphocytes_pct BETWEEN 0 AND 100),
    bal_lymphocytes_pct_state      state NOT NULL,
    bal_eosinophils_pct            DOUBLE CHECK (bal_eosinophils_pct BETWEEN 0 AND 100),
    bal_eosinophils_pct_state      state NOT NULL,
    bal_neutrophils_pct            DOUBLE CHECK (bal_neutrophils_pct BETWEEN 0 AND 100),
    bal_neutrophils_pct_state      state NOT NULL,
    bal_macrophages_pct            DOUBLE CHECK (bal_macrophages_pct BETWEEN 0 AND 100),
    bal_macrophages_pct_state      state NOT NULL,
    bal_cells_per_ml               DOUBLE CHECK (bal_cells_per_ml >= 0),
    bal_cells_per_ml_state         state NOT NULL,
    bal_cd4_cd8_ratio              DOUBLE CHECK (bal_cd4_cd8_ratio >= 0),
    bal_cd4_cd8_ratio_state        state NOT NULL,
    bal_alveolar_hemorrhage        answer_if_applicable NOT NULL,
    bal_impression                 bal_impression[],
    bal_impression_state           state NOT NULL,
    bal_note                       VARCHAR,
    bal_note_state                 state NOT NULL,
    peripheral_eosinophilia        answer NOT NULL,

    biopsy_performed               answer NOT NULL,
    biopsy_kind                    biopsy_kind NOT NULL,
    histology                      VARCHAR,
    histology_state                state NOT NULL,
    infection_excluded             answer NOT NULL,
    reported_diagnosis             VARCHAR,
    reported_diagnosis_state       state NOT NULL,

    drug_discontinued              answer NOT NULL,
    steroid_for_event              answer NOT NULL,
    steroid_regimen                VARCHAR,
    steroid_regimen_state          state NOT NULL,
    antibiotics                    answer NOT NULL,
    antifungals                    answer NOT NULL,
    other_treatment                VARCHAR,
    other_treatment_state          state NOT NULL,

    outcome                        outcome NOT NULL,
    outcome_detail                 VARCHAR,
    outcome_detail_state           state NOT NULL,
    pace_of_recovery               pace NOT NULL,
    time_to_improvement            VARCHAR,
    time_to_improvement_state      state NOT NULL,
    follow_up_months               DOUBLE CHECK (follow_up_months >= 0),
    follow_up_months_state         state NOT NULL,
    death_any_cause                answer NOT NULL,

    rechallenge                    answer NOT NULL,
    rechallenge_result             rechallenge_result NOT NULL,
    rechallenge_outcome            rechallenge_outcome NOT NULL,
    rechallenge_drug               rechallenge_drug NOT NULL,
    rechallenge_detail             VARCHAR,
    rechallenge_detail_state       state NOT NULL,
    later_other_imid               answer NOT NULL,
    later_other_imid_drugs         imid[],
    later_other_imid_drugs_state   state NOT NULL,
    later_other_imid_result        rechallenge_result NOT NULL,

    naranjo_score                  DOUBLE CHECK (naranjo_score BETWEEN -4 AND 13),
    naranjo_score_state            state NOT NULL,
    causality_reported             VARCHAR,
    causality_reported_state       state NOT NULL,

    findings                       finding[] NOT NULL CHECK (len(findings) = len(list_distinct(findings))),
    searchable                     VARCHAR NOT NULL,

    CHECK (latency_unit <> 'cycle' OR latency_days IS NULL),
    CHECK (latency_unit IN ('day', 'week', 'month') OR latency_days IS NULL),
    CHECK ((latency_days IS NULL) = (latency_low_days IS NULL)),
    CHECK ((latency_days IS NULL) = (latency_high_days IS NULL)),
    CHECK (
        coalesce(bal_lymphocytes_pct, 0) + coalesce(bal_eosinophils_pct, 0)
        + coalesce(bal_neutrophils_pct, 0) + coalesce(bal_macrophages_pct, 0) <= 101
    ),
    CHECK (rechallenge = 'yes' OR rechallenge_result NOT IN ('recurred', 'did not recur', 'outcome unknown')),
    CHECK (later_other_imid = 'yes' OR later_other_imid_result NOT IN ('recurred', 'did not recur', 'outcome unknown')),
    CHECK ((age_years_state = 'known') = (age_years IS NOT NULL)),
    CHECK ((indication_state = 'known') = (indication IS NOT NULL)),
    CHECK ((dose_state = 'known') = (dose IS NOT NULL)),
    CHECK ((concomitant_antineoplastic_state = 'known') = (concomitant_antineoplastic IS NOT NULL)),
    CHECK ((co_suspect_drugs_state = 'known') = (co_suspect_drugs IS NOT NULL)),
    CHECK ((prior_imid_drugs_state = 'known') = (prior_imid_drugs IS NOT NULL)),
    CHECK ((prior_imid_months_state = 'known') = (prior_imid_months IS NOT NULL)),
    CHECK ((latency_reported_state = 'known') = (latency_reported IS NOT NULL)),
    CHECK ((latency_value_state = 'known') = (latency_value IS NOT NULL)),
    CHECK ((latency_days_state = 'known') = (latency_days IS NOT NULL)),
    CHECK ((latency_from_state = 'known') = (latency_from IS NOT NULL)),
    CHECK ((symptoms_state = 'known') = (symptoms IS NOT NULL)),
    CHECK ((pao2_mmhg_state = 'known') = (pao2_mmhg IS NOT NULL)),
    CHECK ((spo2_pct_state = 'known') = (spo2_pct IS NOT NULL)),
    CHECK ((dlco_pct_pred_state = 'known') = (dlco_pct_pred IS NOT NULL)),
    CHECK ((tlc_pct_pred_state = 'known') = (tlc_pct_pred IS NOT NULL)),
    CHECK ((ct_patterns_state = 'known') = (ct_patterns IS NOT NULL)),
    CHECK ((ct_distribution_state = 'known') = (ct_distribution IS NOT NULL)),
    CHECK ((bal_lymphocytes_pct_state = 'known') = (bal_lymphocytes_pct IS NOT NULL)),
    CHECK ((bal_eosinophils_pct_state = 'known') = (bal_eosinophils_pct IS NOT NULL)),
    CHECK ((bal_neutrophils_pct_state = 'known') = (bal_neutrophils_pct IS NOT NULL)),
    CHECK ((bal_macrophages_pct_state = 'known') = (bal_macrophages_pct IS NOT NULL)),
    CHECK ((bal_cells_per_ml_state = 'known') = (bal_cells_per_ml IS NOT NULL)),
    CHECK ((bal_cd4_cd8_ratio_state = 'known') = (bal_cd4_cd8_ratio IS NOT NULL)),
    CHECK ((bal_impression_state = 'known') = (bal_impression IS NOT NULL)),
    CHECK ((bal_note_state = 'known') = (bal_note IS NOT NULL)),
    CHECK ((histology_state = 'known') = (histology IS NOT NULL)),
    CHECK ((reported_diagnosis_state = 'known') = (reported_diagnosis IS NOT NULL)),
    CHECK ((steroid_regimen_state = 'known') = (steroid_regimen IS NOT NULL)),
    CHECK ((other_treatment_state = 'known') = (other_treatment IS NOT NULL)),
    CHECK ((outcome_detail_state = 'known') = (outcome_detail IS NOT NULL)),
    CHECK ((time_to_improvement_state = 'known') = (time_to_improvement IS NOT NULL)),
    CHECK ((follow_up_months_state = 'known') = (follow_up_months IS NOT NULL)),
    CHECK ((rechallenge_detail_state = 'known') = (rechallenge_detail IS NOT NULL)),
    CHECK ((later_other_imid_drugs_state = 'known') = (later_other_imid_drugs IS NOT NULL)),
    CHECK ((naranjo_score_state = 'known') = (naranjo_score IS NOT NULL)),
    CHECK ((causality_reported_state = 'known') = (causality_reported IS NOT NULL))
);

-- A comment reads "section: label. explanation": the data dictionary, the table of one case and the CSV are written from it.
COMMENT ON TABLE cases IS 'One row per published patient. A column ending in _state says in which state the fact of that name is.';
COMMENT ON COLUMN cases.case_id IS 'Source: Case. Name of the case: first author, year, and a number where one source holds several. "nd" where no year was read.';
COMMENT ON COLUMN cases.changed IS 'Source: Changed. Date on which the case file was last changed.';
COMMENT ON COLUMN cases.citation IS 'Source: Citation. The source as far as it was in the text read.';
COMMENT ON COLUMN cases.citation_locator IS 'Source: Citation read in. Where the citation was read, when not in the source itself.';
COMMENT ON COLUMN cases.year IS 'Source: Year. Year of publication. Empty: not in the text read.';
COMMENT ON COLUMN cases.doi IS 'Source: DOI. Digital object identifier. Empty: not in the text read.';
COMMENT ON COLUMN cases.pmid IS 'Source: PMID. PubMed number. Empty: not in the text read.';
COMMENT ON COLUMN cases.url IS 'Source: Link. Address at which the text was read. Empty: none known.';
COMMENT ON COLUMN cases.read_as IS 'Source: Read as. How much of the source was read: full text, a row of another report''s table, abstract, or the opening of the article.';
COMMENT ON COLUMN cases.read_as_detail IS 'Source: What was read. What exactly was read.';
COMMENT ON COLUMN cases.secondary_source IS 'Source: Read in. The report in whose table the case was read, when read as secondary table.';
COMMENT ON COLUMN cases.in_founding_table IS 'Source: In the founding report. Whether the case stands in Table 1 of Vivien and others, the report that the casebook began with.';
COMMENT ON COLUMN cases.licence IS 'Source: Licence. Licence of the source. Empty: not stated in what was read.';
COMMENT ON COLUMN cases.licence_locator IS 'Source: Licence read in. Where the licence was read.';
COMMENT ON COLUMN cases.age_years IS 'Patient: Age (years). Age at the lung event.';
COMMENT ON COLUMN cases.sex IS 'Patient: Sex. Sex of the patient.';
COMMENT ON COLUMN cases.indication IS 'Patient: Indication. Disease for which the IMiD was given.';
COMMENT ON COLUMN cases.smoking IS 'Patient: Smoking. Smoking history.';
COMMENT ON COLUMN cases.prior_lung_disease IS 'Patient: Prior lung disease. Whether a lung disease was known before.';
COMMENT ON COLUMN cases.drug IS 'Exposure: Suspect drug. The IMiD to which the lung injury is attributed.';
COMMENT ON COLUMN cases.dose IS 'Exposure: Dose. Dose of the suspect drug as reported.';
COMMENT ON COLUMN cases.concomitant_antineoplastic IS 'Exposure: Concomitant antineoplastic drugs. Other drugs of the regimen, dexamethasone included.';
COMMENT ON COLUMN cases.background_steroid IS 'Exposure: Background steroid. Whether a steroid was part of the myeloma regimen. Not a treatment of the lung event.';
COMMENT ON COLUMN cases.co_suspect_drugs IS 'Exposure: Co-suspect drugs. Other drugs that the source holds possibly responsible; an empty list: none.';
COMMENT ON COLUMN cases.prior_imid IS 'Exposure: Prior IMiD exposure. Whether another IMiD was given before the suspect drug.';
COMMENT ON COLUMN cases.prior_imid_drugs IS 'Exposure: Prior IMiDs. Which IMiDs were given before.';
COMMENT ON COLUMN cases.prior_imid_months IS 'Exposure: Prior IMiD (months). How long the earlier IMiD was given.';
COMMENT ON COLUMN cases.prior_imid_lung_toxicity IS 'Exposure: Lung injury under the prior IMiD. Whether the earlier IMiD had hurt the lung.';
COMMENT ON COLUMN cases.latency_reported IS 'Onset: Latency as reported. Time from the start of the suspect drug to the lung event, in the words of the source.';
COMMENT ON COLUMN cases.latency_value IS 'Onset: Latency, number. The number in the latency as reported.';
COMMENT ON COLUMN cases.latency_unit IS 'Onset: Latency, unit. The unit of that number. Cycles are never converted to days.';
COMMENT ON COLUMN cases.latency_days IS 'Onset: Latency (days). Latency in days: 1 week = 7 days, 1 month = 30.4375 days.';
COMMENT ON COLUMN cases.latency_low_days IS 'Onset: Latency, low bound (days). Half a unit less than reported: the precision that the unit implies.';
COMMENT ON COLUMN cases.latency_high_days IS 'Onset: Latency, high bound (days). Half a unit more than reported: the precision that the unit implies.';
COMMENT ON COLUMN cases.latency_from IS 'Onset: Latency counted from and to. From and to which moments the source counts.';
COMMENT ON COLUMN cases.latency_end_point IS 'Onset: Latency, end point. The moment to which the latency was counted.';
COMMENT ON COLUMN cases.onset IS 'Onset: Onset. Tempo of the onset.';
COMMENT ON COLUMN cases.symptoms IS 'Onset: Symptoms. Symptoms at presentation; an empty list: none.';
COMMENT ON COLUMN cases.pao2_mmhg IS 'Severity: PaO2 (mmHg). Arterial oxygen pressure at presentation.';
COMMENT ON COLUMN cases.spo2_pct IS 'Severity: SpO2 (%). Oxygen saturation at presentation.';
COMMENT ON COLUMN cases.respiratory_support IS 'Severity: Respiratory support. The most that was needed.';
COMMENT ON COLUMN cases.dlco_pct_pred IS 'Severity: DLCO (% of predicted). Diffusing capacity at presentation. May exceed 100.';
COMMENT ON COLUMN cases.tlc_pct_pred IS 'Severity: TLC (% of predicted). Total lung capacity at presentation. May exceed 100.';
COMMENT ON COLUMN cases.ct_patterns IS 'CT: CT patterns. Patterns on computed tomography.';
COMMENT ON COLUMN cases.ct_distribution IS 'CT: CT distribution. Where in the lung.';
COMMENT ON COLUMN cases.bal_performed IS 'Lavage: Lavage done. Whether a bronchoalveolar lavage was done.';
COMMENT ON COLUMN cases.bal_lymphocytes_pct IS 'Lavage: BAL lymphocytes (%). Share of lymphocytes in the lavage.';
COMMENT ON COLUMN cases.bal_eosinophils_pct IS 'Lavage: BAL eosinophils (%). Share of eosinophils in the lavage.';
COMMENT ON COLUMN cases.bal_neutrophils_pct IS 'Lavage: BAL neutrophils (%). Share of neutrophils in the lavage.';
COMMENT ON COLUMN cases.bal_macrophages_pct IS 'Lavage: BAL macrophages (%). Share of macrophages in the lavage.';
COMMENT ON COLUMN cases.bal_cells_per_ml IS 'Lavage: BAL cells (per ml). Cell count of the lavage.';
COMMENT ON COLUMN cases.bal_cd4_cd8_ratio IS 'Lavage: BAL CD4:CD8 ratio. Ratio of CD4 to CD8 lymphocytes in the lavage.';
COMMENT ON COLUMN cases.bal_alveolar_hemorrhage IS 'Lavage: Alveolar hemorrhage. Whether the lavage showed alveolar hemorrhage.';
COMMENT ON COLUMN cases.bal_impression IS 'Lavage: Lavage, impression. How the source sums the lavage up, with or without percentages.';
COMMENT ON COLUMN cases.bal_note IS 'Lavage: Lavage, in words. What the source says of the lavage.';
COMMENT ON COLUMN cases.peripheral_eosinophilia IS 'Lavage: Blood eosinophilia. Whether eosinophils were raised in the blood.';
COMMENT ON COLUMN cases.biopsy_performed IS 'Diagnosis: Biopsy done. Whether a lung biopsy was done.';
COMMENT ON COLUMN cases.biopsy_kind IS 'Diagnosis: Kind of biopsy. How the biopsy was taken.';
COMMENT ON COLUMN cases.histology IS 'Diagnosis: Histology. What the biopsy showed.';
COMMENT ON COLUMN cases.infection_excluded IS 'Diagnosis: Infection excluded. Whether the source says that infection was ruled out.';
COMMENT ON COLUMN cases.reported_diagnosis IS 'Diagnosis: Reported diagnosis. The lung injury as the source names it.';
COMMENT ON COLUMN cases.drug_discontinued IS 'Treatment: Suspect drug stopped. Whether the suspect drug was stopped (dechallenge).';
COMMENT ON COLUMN cases.steroid_for_event IS 'Treatment: Steroid for the lung event. Whether a steroid was given for the lung event. Background steroid stands apart.';
COMMENT ON COLUMN cases.steroid_regimen IS 'Treatment: Steroid regimen. Which steroid, how much, how long.';
COMMENT ON COLUMN cases.antibiotics IS 'Treatment: Antibiotics. Whether antibiotics were given.';
COMMENT ON COLUMN cases.antifungals IS 'Treatment: Antifungals. Whether antifungals were given.';
COMMENT ON COLUMN cases.other_treatment IS 'Treatment: Other treatment. Other treatment of the lung event.';
COMMENT ON COLUMN cases.outcome IS 'Outcome: Outcome. How the lung injury ended.';
COMMENT ON COLUMN cases.outcome_detail IS 'Outcome: Outcome, in words. How it ended, in more words.';
COMMENT ON COLUMN cases.pace_of_recovery IS 'Outcome: Pace of recovery. Rapid or progressive, as the source says.';
COMMENT ON COLUMN cases.time_to_improvement IS 'Outcome: Time to improvement. As reported.';
COMMENT ON COLUMN cases.follow_up_months IS 'Outcome: Follow-up (months). Months from the lung event to the end of follow-up.';
COMMENT ON COLUMN cases.death_any_cause IS 'Outcome: Death of any cause. Whether the patient died during follow-up, of any cause.';
COMMENT ON COLUMN cases.rechallenge IS 'Re-exposure: Same drug given again. Whether the suspect drug was given again (rechallenge).';
COMMENT ON COLUMN cases.rechallenge_result IS 'Re-exposure: Result of rechallenge. Whether the lung injury came back when the same drug was given again.';
COMMENT ON COLUMN cases.rechallenge_outcome IS 'Re-exposure: Rechallenge. Both in one: recurred; did not recur; done, outcome unknown; not attempted; not reported; not read.';
COMMENT ON COLUMN cases.rechallenge_drug IS 'Re-exposure: Drug of rechallenge. Which drug was given again.';
COMMENT ON COLUMN cases.rechallenge_detail IS 'Re-exposure: Rechallenge, in words. Circumstances of the rechallenge, or why there was none.';
COMMENT ON COLUMN cases.later_other_imid IS 'Re-exposure: Another IMiD afterwards. Whether another IMiD was given after the event (re-exposure to another IMiD).';
COMMENT ON COLUMN cases.later_other_imid_drugs IS 'Re-exposure: Which IMiD afterwards. Which other IMiDs were given after the event.';
COMMENT ON COLUMN cases.later_other_imid_result IS 'Re-exposure: Result under another IMiD. Whether lung injury came back under the other IMiD.';
COMMENT ON COLUMN cases.naranjo_score IS 'Causality: Naranjo score as published. The score that the source gives; none is computed here.';
COMMENT ON COLUMN cases.causality_reported IS 'Causality: Causality as published. What the source says of causality.';
COMMENT ON COLUMN cases.findings IS 'Presentation: Findings. Symptoms, CT patterns and CT distribution in one list, for the filter.';
COMMENT ON COLUMN cases.searchable IS 'Citation and findings in lower case, for the text search.';

CREATE TABLE facts (
    case_id  VARCHAR NOT NULL,
    fact     VARCHAR NOT NULL,
    state    state NOT NULL,
    told     VARCHAR,
    locator  VARCHAR,
    note     VARCHAR,
    CHECK ((state = 'known') = (told IS NOT NULL)),
    CHECK (state <> 'known' OR locator IS NOT NULL)
);

COMMENT ON TABLE facts IS 'One row per case and fact, with the place where it was read.';
COMMENT ON COLUMN facts.case_id IS 'The case.';
COMMENT ON COLUMN facts.fact IS 'Name of the column of the table cases.';
COMMENT ON COLUMN facts.state IS 'Known, not applicable, not reported or not read.';
COMMENT ON COLUMN facts.told IS 'The value in words; lists joined by "; ". NULL unless known.';
COMMENT ON COLUMN facts.locator IS 'Where in the source the value was read.';
COMMENT ON COLUMN facts.note IS 'What the curator adds: what was looked at where nothing was found, or how a value was read.';

CREATE TABLE conflicts (
    case_id  VARCHAR NOT NULL,
    position SMALLINT NOT NULL,
    fact     VARCHAR NOT NULL,
    readings STRUCT(says VARCHAR, locator VARCHAR)[] NOT NULL CHECK (len(readings) >= 2),
    note     VARCHAR NOT NULL,
    PRIMARY KEY (case_id, position)
);

COMMENT ON TABLE conflicts IS 'One row per contradiction within a source: what it says in one place, and what in another.';
COMMENT ON COLUMN conflicts.case_id IS 'The case.';
COMMENT ON COLUMN conflicts.position IS 'Order within the case.';
COMMENT ON COLUMN conflicts.fact IS 'The fact on which the readings differ.';
COMMENT ON COLUMN conflicts.readings IS 'Each reading with the place where it stands.';
COMMENT ON COLUMN conflicts.note IS 'The contradiction in one sentence or two.';

CREATE TABLE course (
    case_id      VARCHAR NOT NULL,
    position     SMALLINT NOT NULL,
    event        course_event NOT NULL,
    reported     VARCHAR NOT NULL,
    value        DOUBLE NOT NULL,
    unit         latency_unit NOT NULL CHECK (unit IN ('day', 'week', 'month')),
    counted_from counted_from NOT NULL,
    detail       VARCHAR NOT NULL,
    measures     STRUCT(fact VARCHAR, value DOUBLE)[] NOT NULL,
    locator      VARCHAR NOT NULL,
    PRIMARY KEY (case_id, position)
);

COMMENT ON TABLE course IS 'One row per dated moment of a case, beside those that the facts give.';
COMMENT ON COLUMN course.case_id IS 'The case.';
COMMENT ON COLUMN course.position IS 'Order within the case.';
COMMENT ON COLUMN course.event IS 'What happened.';
COMMENT ON COLUMN course.reported IS 'The time in the words of the source.';
COMMENT ON COLUMN course.value IS 'The number in it; negative: before.';
COMMENT ON COLUMN course.unit IS 'Its unit.';
COMMENT ON COLUMN course.counted_from IS 'From when it was counted.';
COMMENT ON COLUMN course.detail IS 'What was found then.';
COMMENT ON COLUMN course.measures IS 'Measured values at that moment: name of the fact, and number in its unit.';
COMMENT ON COLUMN course.locator IS 'Where in the source it was read.';

-- Macros ---------------------------------------------------------------------------------------------------------

-- Days in a unit of latency. NULL for cycles: their length is not known, and they are not converted.
CREATE MACRO days_in(unit) AS CASE unit::VARCHAR WHEN 'day' THEN 1 WHEN 'week' THEN 7 WHEN 'month' THEN 30.4375 END;

-- A value in words, or the state it is in. An empty list is known: there was none.
CREATE MACRO told_number(value, state) AS
    coalesce(CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, state::VARCHAR);
CREATE MACRO told_list(terms, state) AS
    coalesce(CASE WHEN len(terms) = 0 THEN 'none' ELSE array_to_string(terms::VARCHAR[], '; ') END, state::VARCHAR);

-- A latency in the unit of its source: "2 months", "480 days", "2 cycles".
CREATE MACRO told_latency(value, unit, state) AS coalesce(
    told_number(value, NULL) || ' ' || unit::VARCHAR || CASE WHEN value = 1 THEN '' ELSE 's' END, state::VARCHAR
);

-- The cases that the reader's filters leave. Terms of one filter are alternatives, filters combine by "and"; a filter
-- that is NULL leaves all (the columns compared are never NULL). A case of unknown latency is asked for by
-- latency_unknown alone, whatever the range.
CREATE MACRO selected_cases(selection) AS TABLE
    SELECT *
    FROM cases
    WHERE coalesce(list_contains(selection['drug'], drug::VARCHAR), true)
      AND coalesce(list_contains(selection['prior_imid'], prior_imid::VARCHAR), true)
      AND coalesce(list_contains(selection['steroid'], steroid_for_event::VARCHAR), true)
      AND coalesce(list_contains(selection['rechallenge'], rechallenge_outcome::VARCHAR), true)
      AND coalesce(list_contains(selection['onset'], onset::VARCHAR), true)
      AND coalesce(list_contains(selection['outcome'], outcome::VARCHAR), true)
      AND coalesce(list_has_any(selection['finding']::finding[], findings), true)
      AND coalesce(list_contains(selection['read_as'], read_as::VARCHAR), true)
      AND coalesce(latency_days >= selection['latency_low'], true)
      AND coalesce(latency_days <= selection['latency_high'], true)
      AND (selection['latency_unknown'] OR latency_days IS NOT NULL)
      -- The first word leaves few cases to compare with the others, one by one.
      AND CASE
          WHEN len(selection['words']) = 0 THEN true
          WHEN NOT contains(searchable, selection['words'][1]::VARCHAR) THEN false
          WHEN len(selection['words']) = 1 THEN true
          ELSE list_bool_and(list_transform(selection['words'][2:], lambda word: contains(searchable, word)))
      END;

-- How many of the selected cases have which term of a column, drug by drug: one row per term and drug that occur, with the
-- cases before it in its row of the chart, and in the whole row; `case_ids` names those of a term with fewer than five.
CREATE MACRO counted_by_drug(selection, counted_term) AS TABLE
    WITH counted AS (
        SELECT counted_term AS term, drug, count(*) AS cases, min(case_id, 4) AS first_ids
        FROM selected_cases(selection)
        GROUP BY counted_term, drug
    )

    SELECT
        term,
        drug,
        cases,
        (sum(cases) OVER so_far - cases)::INTEGER AS before,
        (sum(cases) OVER whole)::INTEGER AS of_term,
        sum(cases) OVER so_far = sum(cases) OVER whole AS last,
        (sum(cases) OVER ())::INTEGER AS most,
        CASE WHEN sum(cases) OVER whole < 5 THEN array_to_string(first_ids, ', ') ELSE '' END AS case_ids
    FROM counted
    WINDOW
        whole AS (PARTITION BY term),
        so_far AS (PARTITION BY term ORDER BY drug);

-- The latencies of the selected cases in rows of a column's terms: one row per dot, a case of known latency (above 300 of
-- them, those of one drug within a tenth of a decade), in days; and one row per term, without days and drug, for its cases
-- of unknown latency. `median_days` is that of all known latencies.
CREATE MACRO latencies_by(selection, row_term) AS TABLE
    WITH chosen AS (
        SELECT
            row_term AS term,
            CASE WHEN latency_days IS NOT NULL THEN drug END AS of_drug,
            case_id,
            latency_days,
            latency_low_days,
            latency_high_days,
            latency_value,
            latency_unit,
            latency_value_state,
            latency_end_point,
            CASE
                WHEN latency_days IS NULL THEN 'not known'
                WHEN count(latency_days) OVER () > 300 THEN round(log10(greatest(latency_days, 0.5)), 1)::VARCHAR
                ELSE case_id
            END AS dot,
            median(latency_days) OVER () AS median_days
        FROM selected_cases(selection)
    ),

    dots AS (
        SELECT
            term,
            of_drug AS drug,
            median(latency_days) AS latency_days,
            min(latency_low_days) AS latency_low_days,
            max(latency_high_days) AS latency_high_days,
            CASE
                WHEN dot = 'not known' THEN dot
                WHEN count(*) = 1 THEN told_latency(any_value(latency_value), any_value(latency_unit), any_value(latency_value_state))
                ELSE 'several'
            END AS reported,
            CASE WHEN dot = 'not known' THEN dot WHEN count(*) = 1 THEN any_value(latency_end_point)::VARCHAR ELSE 'several' END AS end_point,
            CASE WHEN dot = 'not known' THEN 'of unknown latency' WHEN count(*) = 1 THEN any_value(case_id) ELSE count(*) || ' cases' END AS case_id,
            count(*) AS cases,
            min(latency_days) AS lowest_days,
            max(latency_days) AS highest_days,
            any_value(median_days) AS median_days
        FROM chosen
        GROUP BY term, of_drug, dot
    )

    SELECT
        *,
        row_number() OVER (
            PARTITION BY term, round(10 * log10(greatest(latency_days, 0.5)))
            ORDER BY latency_days, case_id, drug
        ) - 1 AS lane
    FROM dots;

-- Terms that the patient and the case have in common, as text; and the verdict on them: NULL when the case does not say.
CREATE MACRO terms_shared(terms, said) AS
    array_to_string(list_filter(said::VARCHAR[], lambda term: list_contains(terms::VARCHAR[], term)), ', ');
CREATE MACRO terms_agree(terms, said) AS CASE WHEN terms IS NOT NULL THEN list_has_any(terms::VARCHAR[], said::VARCHAR[]) END;

-- How each selected case compares with the patient at hand, on each criterion that is stated; casebook/patient.py says
-- in words how each compares, and names the patient's values. One row per case and stated criterion. Where the case does
-- not say, the two cannot be compared: that is never a disagreement.
CREATE MACRO compared_cases(selection, patient) AS TABLE
    WITH verdicts AS (
        SELECT
            case_id,
            drug,
            unnest([
                {
                    'criterion': 'drug', 'stated': patient['drug'] IS NOT NULL, 'told': drug::VARCHAR,
                    'agrees': drug::VARCHAR = patient['drug']::VARCHAR, 'shared': ''
                },
                {
                    'criterion': 'days', 'stated': patient['days_low'] IS NOT NULL,
                    'told': told_latency(latency_value, latency_unit, latency_days_state),
                    'agrees': latency_high_days >= patient['days_low']::DOUBLE AND latency_low_days <= patient['days_high']::DOUBLE,
                    'shared': ''
                },
                {
                    'criterion': 'prior_imid', 'stated': patient['prior_imid'] IS NOT NULL, 'told': prior_imid::VARCHAR,
                    'agrees': CASE WHEN prior_imid IN ('yes', 'no') THEN prior_imid::VARCHAR = patient['prior_imid']::VARCHAR END,
                    'shared': ''
                },
                {
                    'criterion': 'symptoms', 'stated': len(patient['symptoms']) > 0, 'told': told_list(symptoms, symptoms_state),
                    'agrees': terms_agree(symptoms, patient['symptoms']), 'shared': terms_shared(symptoms, patient['symptoms'])
                },
                {
                    'criterion': 'ct_patterns', 'stated': len(patient['ct_patterns']) > 0,
                    'told': told_list(ct_patterns, ct_patterns_state),
                    'agrees': terms_agree(ct_patterns, patient['ct_patterns']),
                    'shared': terms_shared(ct_patterns, patient['ct_patterns'])
                },
                {
                    'criterion': 'ct_distribution', 'stated': len(patient['ct_distribution']) > 0,
                    'told': told_list(ct_distribution, ct_distribution_state),
                    'agrees': terms_agree(ct_distribution, patient['ct_distribution']),
                    'shared': terms_shared(ct_distribution, patient['ct_distribution'])
                },
                {
                    'criterion': 'lymphocytes', 'stated': patient['lymphocytes'] IS NOT NULL,
                    'told': told_number(bal_lymphocytes_pct, bal_lymphocytes_pct_state),
                    'agrees': abs(bal_lymphocytes_pct - patient['lymphocytes']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'eosinophils', 'stated': patient['eosinophils'] IS NOT NULL,
                    'told': told_number(bal_eosinophils_pct, bal_eosinophils_pct_state),
                    'agrees': abs(bal_eosinophils_pct - patient['eosinophils']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'neutrophils', 'stated': patient['neutrophils'] IS NOT NULL,
                    'told': told_number(bal_neutrophils_pct, bal_neutrophils_pct_state),
                    'agrees': abs(bal_neutrophils_pct - patient['neutrophils']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'macrophages', 'stated': patient['macrophages'] IS NOT NULL,
                    'told': told_number(bal_macrophages_pct, bal_macrophages_pct_state),
                    'agrees': abs(bal_macrophages_pct - patient['macrophages']::DOUBLE) <= patient['bal_points'], 'shared': ''
                },
                {
                    'criterion': 'co_suspect_drugs', 'stated': len(patient['co_suspect_drugs']) > 0,
                    'told': told_list(co_suspect_drugs, co_suspect_drugs_state),
                    'agrees': terms_agree(co_suspect_drugs, patient['co_suspect_drugs']),
                    'shared': terms_shared(co_suspect_drugs, patient['co_suspect_drugs'])
                },
                {
                    'criterion': 'steroid', 'stated': patient['steroid'] IS NOT NULL, 'told': steroid_for_event::VARCHAR,
                    'agrees': CASE WHEN steroid_for_event IN ('yes', 'no') THEN steroid_for_event::VARCHAR = patient['steroid']::VARCHAR END,
                    'shared': ''
                },
                {
                    'criterion': 'age', 'stated': patient['age_low'] IS NOT NULL, 'told': told_number(age_years, age_years_state),
                    'agrees': age_years >= patient['age_low']::DOUBLE AND age_years < patient['age_below']::DOUBLE, 'shared': ''
                }
            ], recursive := true)
        FROM selected_cases(selection)
    )

    SELECT
        case_id,
        drug,
        criterion,
        told,
        CASE agrees WHEN TRUE THEN 'agrees' WHEN FALSE THEN 'disagrees' ELSE 'cannot be compared' END AS comparison,
        shared,
        list_contains(patient['required']::VARCHAR[], criterion) AS required
    FROM verdicts
    WHERE stated;
