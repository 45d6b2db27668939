"""One specification per question, in Altair. Rows are sent beside it; queries/<question>.sql says what they hold."""

from casebook.charts.overview import (
    known_facts,
    lavage_by_drug,
    onset_by_drug,
    outcome_by_drug,
    pace_by_drug,
    rechallenge_by_drug,
    steroid_by_drug,
)
from casebook.charts.presentation import finding_counts, finding_matrix, finding_pairs, lavage
from casebook.charts.timing import exposure, latency, latency_by_onset, latency_by_prior_imid
from casebook.charts.treatment import re_exposure, treatment_flow
from common.charts import Drawn, Question, specification

__all__ = [
    "Drawn",
    "Question",
    "exposure",
    "finding_counts",
    "finding_matrix",
    "finding_pairs",
    "known_facts",
    "latency",
    "latency_by_onset",
    "latency_by_prior_imid",
    "lavage",
    "lavage_by_drug",
    "onset_by_drug",
    "outcome_by_drug",
    "pace_by_drug",
    "re_exposure",
    "rechallenge_by_drug",
    "specification",
    "steroid_by_drug",
    "treatment_flow",
]
