"""A case as a GA4GH Phenopacket: valid by the schema, what is known with its source, and nothing for what is not."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from casebook.codebook import codebook
from casebook.identifiers import ANSWERS, ASSAYS, MYELOMA, OWN, RESOURCES, UNITS
from casebook.phenopackets import CIRCUMSTANCES, FINDINGS, MEASURED_IN, Reading, phenopacket, phenopacket_of
from casebook.store import ask, release
from tests.drawing import add_rows
from tests.frozen import CASES
from tests.ontology import ontology
from tests.packets import faults_of_packet, identified

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

READ = Reading("p. 3", "")


def packet_of(cases: duckdb.DuckDBPyConnection, **changes: object) -> dict[str, Any]:
    """Write the packet of the drawn case named a, with other values in columns, everything read on page 3."""
    case = ask("case_record", casebook=cases, case_id="a").row(0, named=True) | changes
    packet: dict[str, Any] = phenopacket(case, dict.fromkeys(codebook().facts, READ), release(cases), codebook())
    assert faults_of_packet(packet) == []
    return packet


def labels(features: list[dict[str, Any]], *, excluded: bool = False) -> list[str]:
    """Give the labels of the features that were there, or of those that were excluded."""
    return [feature["type"]["label"] for feature in features if feature.get("excluded", False) == excluded]


@pytest.fixture(scope="module")
def founding_patient(shipped: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Give the packet of the founding report's patient."""
    return json.loads(phenopacket_of("vivien-2022", shipped))


# --- the schema


@pytest.mark.parametrize("case_id", [path.stem for path in sorted(CASES.glob("*.json"))])
def test_the_packet_of_every_case_is_valid_by_the_schema(case_id: str, shipped: duckdb.DuckDBPyConnection) -> None:
    packet = json.loads(phenopacket_of(case_id, shipped))

    assert faults_of_packet(packet) == []
    assert packet["id"] == packet["subject"]["id"] == case_id


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("subject.sex", "MAN", "Invalid enum value MAN"),
        ("subject.vitalStatus.status", "DEAD", "Invalid enum value DEAD"),
        ("subject.age", "P72Y", 'no field named "age"'),
        ("subject.timeAtLastEncounter.age.iso8601duration", "72", "72 is no duration"),
        ("id", None, "Phenopacket has no id"),
        ("metaData", {}, "Phenopacket.meta_data has no created"),
        ("metaData.created", "28 November", "Failed to parse created field"),
        ("metaData.phenopacketSchemaVersion", None, "Phenopacket.meta_data has no phenopacket_schema_version"),
        ("metaData.resources.0.version", None, "Phenopacket.meta_data.resources has no version"),
        ("metaData.resources.0.namespacePrefix", "MP", "no resource has HP:0002094"),
        ("phenotypicFeatures.0.type", None, "Phenopacket.phenotypic_features has no type"),
        ("phenotypicFeatures.0.type.label", None, "Phenopacket.phenotypic_features.type has no label"),
        ("phenotypicFeatures.0.excluded", "not read", "Failed to parse excluded field"),
        ("phenotypicFeatures.0.evidence.0.evidenceCode", None, "features.evidence has no evidence_code"),
        ("measurements.0.value", None, "Phenopacket.measurements has no measurement_value"),
        ("measurements.0.value.quantity.value", "not read", "Couldn't parse float: not read"),
        ("measurements.0.value.quantity.unit", None, "Phenopacket.measurements.value.quantity has no unit"),
        ("medicalActions.0.treatment", None, "Phenopacket.medical_actions has no action"),
        ("medicalActions.0.treatment.agent.id", None, "Phenopacket.medical_actions.treatment.agent has no id"),
    ],
)
def test_a_damaged_packet_is_refused_by_the_schema(
    path: str, value: object, fault: str, founding_patient: dict[str, Any]
) -> None:
    damaged = deepcopy(founding_patient)
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = damaged
    for step in way:
        place = place[step]
    place.pop(last) if value is None else place.update({last: value})

    faults = faults_of_packet(damaged)

    assert [said for said in faults if fault in said] != [], faults


# --- what is known, what is denied, what is not known


def test_case_record_has_every_fact_of_one_case_and_no_row_for_another(casebook: Draw) -> None:
    cases = casebook("case_id | age_years | symptoms | sex\na | 72 | fever; cough | not read\nb | 30 | none | male")

    (case,) = ask("case_record", casebook=cases, case_id="a").rows(named=True)

    assert codebook().facts.keys() <= case.keys()
    assert (case["age_years"], case["symptoms"], case["sex"]) == (72, ["fever", "cough"], "not read")
    assert ask("case_record", casebook=cases, case_id="c").is_empty()


def test_nothing_stands_for_what_is_not_known(casebook: Draw) -> None:
    unknown = packet_of(casebook("case_id\na"))

    assert unknown.keys() == {"id", "subject", "medicalActions", "metaData"}
    assert unknown["subject"] == {"id": "a"}
    assert unknown["medicalActions"] == [
        {
            "treatment": {"agent": {"id": "ATC:L04AX06", "label": "pomalidomide"}},
            "adverseEvents": [{"id": f"{OWN}:lung_injury", "label": "Lung injury"}],
        }
    ]


def test_not_reported_not_read_and_not_applicable_give_the_same_packet(casebook: Draw) -> None:
    heading = "case_id | symptoms | pao2_mmhg | bal_lymphocytes_pct | co_suspect_drugs | indication\na"

    packets = [
        packet_of(casebook(f"{heading}{f' | {state}' * 5}")) for state in ("not reported", "not read", "not applicable")
    ]

    assert packets[0] == packets[1] == packets[2] == packet_of(casebook("case_id\na"))


def test_findings_are_named_by_the_ontology_or_by_the_codebook_where_none_fits(casebook: Draw) -> None:
    cases = casebook("""
        case_id | symptoms       | ct_patterns            | bal_impression | lung_injury_kind
        a       | fever; lethargy | ground-glass opacities | eosinophilia   | hypersensitivity pneumonitis
    """)

    features = packet_of(cases)["phenotypicFeatures"]

    assert [feature["type"]["id"] for feature in features] == [
        *("HP:0001945", f"{OWN}:symptoms.lethargy", "HP:0025179", "HP:0032987"),
        f"{OWN}:lung_injury_kind.hypersensitivity_pneumonitis",
    ]
    assert labels(features)[1] == "Symptoms: lethargy"
    assert labels(features, excluded=True) == []


def test_a_denied_finding_is_excluded(casebook: Draw) -> None:
    cases = casebook("case_id | symptoms\na | dyspnea")

    features = packet_of(cases, symptoms_denied=["fever", "lethargy"])["phenotypicFeatures"]

    assert labels(features) == ["Dyspnea"]
    assert labels(features, excluded=True) == ["Fever", "Symptoms: lethargy"]


def test_what_is_denied_is_excluded_also_where_nothing_is_named(casebook: Draw) -> None:
    features = packet_of(casebook("case_id\na"), ct_patterns_denied=["nodules"])["phenotypicFeatures"]

    assert labels(features) == []
    assert labels(features, excluded=True) == ["Pulmonary nodule"]


def test_a_list_known_to_be_empty_excludes_no_single_finding(casebook: Draw) -> None:
    assert "phenotypicFeatures" not in packet_of(casebook("case_id | symptoms\na | none"))


@pytest.mark.parametrize(("answer", "excluded"), [("yes", False), ("no", True)])
def test_a_finding_that_is_asked_for_is_there_or_excluded(casebook: Draw, answer: str, excluded: bool) -> None:  # noqa: FBT001
    cases = casebook(f"case_id | peripheral_eosinophilia | bal_alveolar_hemorrhage\na | {answer} | {answer}")

    features = packet_of(cases)["phenotypicFeatures"]

    assert labels(features, excluded=excluded) == ["Eosinophilia", "Alveolar hemorrhage"]
    assert labels(features, excluded=not excluded) == []


def test_each_finding_has_its_source_and_place_as_evidence(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | symptoms | citation  | doi      | pmid | url        | read_as_detail | lung_injury_kind
        a       | fever    | Doe 2024. | 10.1/doe | 123  | http://doe | abstract       | unspecified
        b       | fever    | Doe 2024. | 10.1/doe |      |            | abstract       |
        c       | fever    | Doe 2024. |          |      |            | abstract       |
    """)
    told = {"fact": "symptoms", "state": "known", "value": "fever", "locator": "p. 3", "note": None}
    group = {"fact": "lung_injury_kind", "state": "known", "value": "unspecified", "locator": "Title", "note": "of all"}
    rows = [{"case_id": case_id, **told} for case_id in "abc"]
    cases = add_rows(drawn, "facts", *rows, {"case_id": "a", **group})

    evidence = {case_id: json.loads(phenopacket_of(case_id, cases))["phenotypicFeatures"] for case_id in "abc"}

    first, kind = (feature["evidence"][0] for feature in evidence["a"])
    assert first == {
        "evidenceCode": {"id": "ECO:0000033", "label": "author statement supported by traceable reference"},
        "reference": {
            "id": "PMID:123",
            "reference": "http://doe",
            "description": "Doe 2024. Read as: abstract. Read in: p. 3.",
        },
    }
    assert kind["reference"]["description"] == "Doe 2024. Read as: abstract. Read in: Title. Note: of all."
    (of_b,), (of_c,) = ([feature["evidence"][0]["reference"] for feature in evidence[case_id]] for case_id in "bc")
    assert (of_b["id"], of_b["reference"]) == ("DOI:10.1/doe", "https://doi.org/10.1/doe")
    assert of_c.keys() == {"description"}


def test_sex_age_at_the_event_and_death_are_those_of_the_subject(casebook: Draw) -> None:
    woman, boy = (
        packet_of(casebook(f"case_id | age_years | sex | death_any_cause\na | {drawn}"))["subject"]
        for drawn in ("72 | female | no", "0.5 | male | yes")
    )

    assert woman == {
        "id": "a",
        "timeAtLastEncounter": {"age": {"iso8601duration": "P72Y"}},
        "vitalStatus": {"status": "ALIVE"},
        "sex": "FEMALE",
    }
    assert (boy["timeAtLastEncounter"]["age"]["iso8601duration"], boy["vitalStatus"]) == (
        "P0.5Y",
        {"status": "DECEASED"},
    )


# --- measured values


def test_a_measured_value_has_its_assay_unit_place_and_circumstance(casebook: Draw) -> None:
    cases = casebook("""
        case_id | age_years | pao2_mmhg | oxygen_at_gas | bal_eosinophils_pct | bal2_eosinophils_pct
        a       | 72        | 59.5      | room air      | 0                   | 3
    """)

    pao2, eosinophils, later = packet_of(cases)["measurements"]

    assert pao2 == {
        "description": "Read in: p. 3. Oxygen at the blood gas: room air.",
        "assay": {"id": "LOINC:2703-7", "label": "Oxygen [Partial pressure] in Arterial blood"},
        "value": {"quantity": {"unit": {"id": "UCUM:mm[Hg]", "label": "millimeter of mercury"}, "value": 59.5}},
        "timeObserved": {"age": {"iso8601duration": "P72Y"}},
    }
    assert eosinophils["assay"] == {"id": f"{OWN}:bal_eosinophils_pct", "label": "BAL eosinophils (%)"}
    assert eosinophils["value"]["quantity"]["value"] == 0
    assert "timeObserved" not in later


def test_the_cells_of_a_lavage_stand_together(founding_patient: dict[str, Any]) -> None:
    shares = {
        measurement["assay"]["id"].removeprefix(f"{OWN}:"): measurement["value"]["quantity"]["value"]
        for measurement in founding_patient["measurements"]
        if measurement["assay"]["label"].startswith("BAL")
    }

    assert shares == {
        "bal_lymphocytes_pct": 44,
        "bal_eosinophils_pct": 25,
        "bal_neutrophils_pct": 0.5,
        "bal_macrophages_pct": 30.5,
        "bal_cells_per_ml": 168000,
    }


def test_a_latency_an_age_and_a_score_are_no_measured_values(casebook: Draw) -> None:
    cases = casebook("case_id | age_years | latency_days | naranjo_score | follow_up_months\na | 72 | 60 | 6 | 15")

    assert "measurements" not in packet_of(cases)


# --- drugs


def test_suspect_co_suspect_and_other_drugs_differ_by_the_adverse_event(casebook: Draw) -> None:
    cases = casebook("""
        case_id | drug_discontinued | concomitant_antineoplastic | co_suspect_drugs | lung_injury_kind
        a       | yes               | dexamethasone; bortezomib  | bortezomib       | eosinophilic pneumonia
    """)
    event = {"id": "HP:0032071", "label": "Eosinophilic pneumonia"}

    suspect, other, co_suspect = packet_of(cases)["medicalActions"]

    assert suspect == {
        "treatment": {"agent": {"id": "ATC:L04AX06", "label": "pomalidomide"}},
        "adverseEvents": [event],
        "treatmentTerminationReason": {"id": f"{OWN}:drug_discontinued", "label": "Suspect drug stopped"},
    }
    assert other == {"treatment": {"agent": {"id": "ATC:H02AB02", "label": "dexamethasone"}}}
    assert co_suspect == {
        "treatment": {"agent": {"id": "ATC:L01XG01", "label": "bortezomib"}},
        "adverseEvents": [event],
    }


def test_treatment_that_was_given_is_named_and_what_was_not_given_is_not(casebook: Draw) -> None:
    given, none = (
        packet_of(casebook(f"case_id | steroid_for_event | antibiotics | antifungals\na{f' | {answer}' * 3}"))
        for answer in ("yes", "no")
    )

    assert [action["treatment"]["agent"]["label"] for action in given["medicalActions"]] == [
        *("pomalidomide", "Steroid for the lung event", "Antibiotics", "Antifungals")
    ]
    assert given["medicalActions"][1]["treatmentTarget"]["label"] == "Lung injury"
    assert len(none["medicalActions"]) == 1


@pytest.mark.parametrize(
    ("indication", "known"),
    [
        ("multiple myeloma", True),
        ("multiple myeloma (relapsed)", True),
        ("multiple myeloma (treatment-naive)", True),
        ("multiple myeloma (smouldering)", False),
        ("ovarian cancer (recurrent)", False),
        ("not read", False),
    ],
)
def test_the_disease_is_told_where_it_is_multiple_myeloma(casebook: Draw, indication: str, known: bool) -> None:  # noqa: FBT001
    packet = packet_of(casebook(f"case_id | indication\na | {indication}"))

    told = [{"id": "HP:0006775", "label": "Multiple myeloma"}] if known else []
    assert [disease["term"] for disease in packet.get("diseases", [])] == told
    assert [action["treatmentTarget"] for action in packet["medicalActions"] if "treatmentTarget" in action] == told


# --- what the packet says of itself


def test_a_packet_names_day_release_and_the_ontologies_that_it_uses(casebook: Draw) -> None:
    cases = casebook("case_id | changed | symptoms\na | 2026-11-28 | fever; lethargy")

    about = packet_of(cases)["metaData"]

    assert about["created"] == "2026-11-28T00:00:00Z"
    assert about["phenopacketSchemaVersion"] == "2.0"
    assert [resource["namespacePrefix"] for resource in about["resources"]] == ["HP", "ECO", "ATC", OWN]
    assert about["resources"][-1]["version"] == release(cases)["release"]
    assert about["externalReferences"] == [{"description": "Somebody 2020 Read as: abstract."}]


def test_the_ontology_is_named_in_the_release_with_which_the_codebook_is_compared() -> None:
    assert RESOURCES["HP"].version == ontology().release


def test_identifiers_beside_the_codebook_have_the_labels_of_the_ontology() -> None:
    of_ontology = [given for given in (*ANSWERS.values(), MYELOMA) if given is not None]

    assert [ontology().terms[given.id].name for given in of_ontology] == [given.label for given in of_ontology]


@pytest.mark.parametrize("code", [assay.id.removeprefix("LOINC:") for assay in ASSAYS.values()])
def test_a_code_of_loinc_has_its_check_digit(code: str) -> None:
    digits, check = code.split("-")

    doubled = "".join(str(int(digit) * (2 if place % 2 == 0 else 1)) for place, digit in enumerate(digits[::-1]))

    assert (10 - sum(map(int, doubled)) % 10) % 10 == int(check)


def test_what_packets_are_made_of_is_in_the_codebook() -> None:
    facts = codebook().facts
    measured = [fact for fact in facts.values() if fact.kind == "number" and fact.section in MEASURED_IN]

    assert {*FINDINGS, *ANSWERS, *ASSAYS, *CIRCUMSTANCES, *CIRCUMSTANCES.values()} <= facts.keys()
    assert {fact.section for fact in measured} == {*MEASURED_IN}
    assert ASSAYS.keys() <= {fact.name for fact in measured}
    assert {fact.unit for fact in measured} >= UNITS.keys()


def test_an_identifier_of_the_codebook_has_no_character_that_an_iri_cannot_have(casebook: Draw) -> None:
    cases = casebook("case_id | symptoms | lung_injury_kind\na | lethargy | diffuse alveolar damage or ARDS")

    own = [term["id"] for term in identified(packet_of(cases)) if term["id"].startswith(OWN)]

    assert f"{OWN}:lung_injury_kind.diffuse_alveolar_damage_or_ARDS" in own
    assert [identifier for identifier in own if not identifier.isascii() or " " in identifier] == []
