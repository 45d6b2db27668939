-- One row per published patient. A fact is in one of four states: known (a value), not applicable, not reported (what was
-- read is silent), not read (the source was read in part only, and the rest may answer). A fact with terms carries its
-- state among its terms and is never NULL, so that no comparison can lose it. A fact with a number, a list or free text
-- is NULL unless it is known, and the column of the same name ending in _state says which state it is in.

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
