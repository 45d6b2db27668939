"""Sentences of the narrative of a case (desk/narrative.py): for each fact how its value is told, in order of time.

A text with {} is told of any value. A mapping has a sentence for each term, for a list that names nothing (NONE), and
for any other value (ANY). A fact without a sentence here, as one that was added to the codebook, is told by its label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

ANY, NONE = "{}", ""


class Group(NamedTuple):
    """A paragraph: what it is about, its facts with their sentences, and what stands before its measured numbers."""

    about: str
    sentences: Mapping[str, str | Mapping[str, str]]
    measured: str = "Measured"


def _done(yes: str, no: str) -> dict[str, str]:
    return {"yes": yes, "no": no}


GROUPS = (
    Group(
        "the patient",
        {
            "sex": "The patient was {}.",
            "age_years": "The age at the lung event was {} years.",
            "comorbidity": "Other diseases: {}.",
            "prior_lung_disease": _done("A lung disease was known before.", "No lung disease was known before."),
            "smoking": {
                "never": "The patient had never smoked.",
                "former": "The patient had smoked and stopped.",
                "current": "The patient smoked.",
            },
            "pack_years": "Pack-years: {}.",
            "co_medication": {ANY: "Other drugs at that time: {}.", NONE: "No other drug was given at that time."},
        },
    ),
    Group(
        "the disease and its treatment before",
        {
            "indication": "The drug was given for: {}.",
            "prior_lines": "Treatment of this disease before: {}.",
            "prior_imid": _done("Another IMiD had been given before.", "No other IMiD had been given before."),
            "prior_imid_drugs": {ANY: "Given before: {}.", NONE: "None is named."},
            "prior_imid_months": "It had been given for {} months.",
            "prior_imid_lung_toxicity": _done("It had hurt the lung.", "It had not hurt the lung."),
        },
    ),
    Group(
        "the suspect drug",
        {
            "drug": "The suspect drug was {}.",
            "suspect_imids": {ANY: "Held responsible: {}.", NONE: "No IMiD is held responsible."},
            "imid_role": {
                "suspect": "The record holds it responsible, alone or with another drug.",
                "co-suspect": "The record holds another drug responsible; it was given with that one.",
            },
            "dose": "Dose: {}.",
            "dose_mg_daily": "The highest daily dose was {} mg.",
            "concomitant_antineoplastic": {
                ANY: "It was given with {}.",
                NONE: "No other antineoplastic drug was given with it.",
            },
            "background_steroid": _done("A steroid was part of the regimen.", "No steroid was part of the regimen."),
            "co_suspect_drugs": {
                ANY: "Possibly responsible, too: {}.",
                NONE: "No other drug is held possibly responsible.",
            },
        },
    ),
    Group(
        "the event",
        {
            "latency_reported": "From the start of the suspect drug to the lung event it was, as the record says: {}.",
            "latency_days": "In days: {}.",
            "latency_from": "It is counted from and to: {}.",
            "latency_end_point": {
                "not stated": "To which moment it is counted is not stated.",
                ANY: "It is counted to: {}.",
            },
            "onset": {
                "asymptomatic": "The event was found without symptoms.",
                ANY: "The onset was {}.",
            },
            "symptoms": {ANY: "Symptoms: {}.", NONE: "There were no symptoms."},
            "severity_reported": "Its severity, as the record calls it: {}.",
            "seriousness": {ANY: "It was serious: {}.", NONE: "It met no criterion of seriousness."},
        },
    ),
    Group(
        "the findings",
        {
            "auscultation": "Auscultation: {}.",
            "dyspnea_grade": "Grade of dyspnea: {}.",
            "oxygen_at_gas": {
                "room air": "The arterial gas was taken on room air.",
                "oxygen": "The arterial gas was taken on oxygen.",
            },
            "pap_method": "The pulmonary arterial pressure was obtained by {}.",
            "ct_patterns": {ANY: "Computed tomography showed {}.", NONE: "Computed tomography showed no pattern."},
            "ct_distribution": "Its distribution was {}.",
        },
        "Measured at presentation",
    ),
    Group(
        "the lavage",
        {
            "bal_performed": _done("A bronchoalveolar lavage was done.", "No bronchoalveolar lavage was done."),
            "bal_impression": "The record sums the lavage up as: {}.",
            "bal_alveolar_hemorrhage": _done(
                "The lavage showed alveolar hemorrhage.", "The lavage showed no alveolar hemorrhage."
            ),
            "bal_note": "Of the lavage the record says: {}.",
            "peripheral_eosinophilia": _done(
                "Eosinophils were raised in the blood.", "Eosinophils were not raised in the blood."
            ),
            "bal2_performed": _done("A second lavage was done.", "No second lavage was done."),
        },
        "In the lavage",
    ),
    Group(
        "the diagnosis",
        {
            "biopsy_performed": _done("A lung biopsy was done.", "No lung biopsy was done."),
            "biopsy_kind": "The biopsy was {}.",
            "histology": "Histology: {}.",
            "infection_excluded": _done("Infection was ruled out.", "Infection was not ruled out."),
            "lung_injury_kind": {
                "unspecified": "The kind of lung injury is not specified.",
                ANY: "The kind of lung injury was {}.",
            },
            "reported_diagnosis": "The record names the lung injury: {}.",
        },
    ),
    Group(
        "what was done",
        {
            "drug_discontinued": _done("The suspect drug was stopped.", "The suspect drug was not stopped."),
            "respiratory_support": {
                "none": "No respiratory support was needed.",
                ANY: "The most respiratory support that was needed: {}.",
            },
            "steroid_for_event": _done(
                "A steroid was given for the lung event.", "No steroid was given for the lung event."
            ),
            "steroid_regimen": "The steroid: {}.",
            "antibiotics": _done("Antibiotics were given.", "No antibiotics were given."),
            "antibiotics_days": "Before it improved or the drug was stopped, antibiotics were given for {} days.",
            "antifungals": _done("Antifungals were given.", "No antifungals were given."),
            "other_treatment": "Other treatment: {}.",
        },
    ),
    Group(
        "the outcome",
        {
            "outcome": {
                "resolved": "The lung injury resolved.",
                "improved": "The lung injury improved; it is not known to be gone.",
                "improved with residual fibrosis": "The lung injury improved with residual fibrosis.",
                "stable": "The lung injury stayed as it was.",
                "worsened": "The lung injury became worse.",
                "died of the lung injury": "The patient died of the lung injury.",
            },
            "pace_of_recovery": "The record calls the recovery {}.",
            "time_to_improvement": "Time to improvement: {}.",
            "outcome_detail": "In more words: {}.",
            "follow_up_months": "Follow-up went on for {} months after the lung event.",
            "death_any_cause": _done("The patient died during follow-up.", "The patient did not die during follow-up."),
            "cause_of_death": "Cause of death: {}.",
        },
    ),
    Group(
        "re-exposure",
        {
            "rechallenge": _done("The suspect drug was given again.", "The suspect drug was not given again."),
            "rechallenge_drug": "Given again: {}.",
            "rechallenge_result": {
                "recurred": "The lung injury came back.",
                "did not recur": "The lung injury did not come back.",
                "outcome unknown": "What came of it is not told.",
            },
            "rechallenge_detail": "In more words: {}.",
            "later_other_imid": _done(
                "Another IMiD was given after the event.", "No other IMiD was given after the event."
            ),
            "later_other_imid_drugs": {ANY: "Given afterwards: {}.", NONE: "None is named."},
            "later_other_imid_result": {
                "recurred": "Under the other IMiD the lung injury came back.",
                "did not recur": "Under the other IMiD the lung injury did not come back.",
                "outcome unknown": "What came of the other IMiD is not told.",
            },
        },
    ),
    Group(
        "causality",
        {
            "naranjo_score": "The record gives a Naranjo score of {}.",
            "causality_reported": "Of causality the record says: {}.",
        },
    ),
)
"""The paragraphs in order of time. The dated moments of a case stand before the outcome."""

BEFORE_COURSE = "what was done"
"""What the paragraph before the dated moments is about."""

MORE_WORDS = ("latency_from", "latency_end_point", "bal_note", "outcome_detail", "rechallenge_detail")
"""Facts that say more of another one, and are no gap."""

PARTS_OF_LATENCY = ("latency_value", "latency_value_to", "latency_kind", "latency_unit")
"""Facts that hold the words of `latency_reported` in parts."""
