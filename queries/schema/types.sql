-- The vocabulary of a case. The order of the terms is the order in which they are shown everywhere.

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
