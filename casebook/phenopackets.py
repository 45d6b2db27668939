"""A case as a GA4GH Phenopacket, version 2, in which case reports are exchanged elsewhere.

A packet says what is known: findings named and findings denied, each with the place where it was read; drugs;
measured values. Nothing stands in it for what is not known. https://phenopacket-schema.readthedocs.io
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from casebook.addresses import doi_address
from casebook.codebook import STATES, codebook
from casebook.identifiers import ANSWERS, ASSAYS, AUTHOR_STATEMENT, MYELOMA, UNITS, Json, OntologyClass, own, resources
from casebook.store import ask, release

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from casebook.codebook import Codebook

FINDINGS = ("symptoms", "ct_patterns", "bal_impression", "lung_injury_kind")
"""Facts whose terms are findings. The places of CT patterns are none: it is not known which pattern lies where."""

MEASURED_IN = ("Severity", "Lavage", "Second lavage")
"""Sections whose numbers are measured values. Those of the last were taken later, at a time that is not known."""

CIRCUMSTANCES = {
    **dict.fromkeys(("pao2_mmhg", "paco2_mmhg"), "oxygen_at_gas"),
    **dict.fromkeys(("pap_systolic_mmhg", "pap_mean_mmhg"), "pap_method"),
}
"""Measured values that mean little without another fact, and that fact."""

_OF_MYELOMA = re.compile(
    r"multiple myeloma( \((newly diagnosed|treatment-naive|relapsed|refractory|relapsed and refractory)\))?"
)


class Reading(NamedTuple):
    """Where a fact of the case was read, and the curator's note; both may be empty."""

    locator: str
    note: str


def phenopacket_of(case_id: str, casebook: duckdb.DuckDBPyConnection | None = None) -> bytes:
    """Write the packet of one case of the casebook as JSON."""
    case = ask("case_record", casebook=casebook, case_id=case_id).row(0, named=True)
    facts = ask("facts_of_case", casebook=casebook, case_id=case_id).select("fact", "locator", "note")
    read = {fact: Reading(locator, note) for fact, locator, note in facts.rows()}
    packet = phenopacket(case, read, release(casebook), codebook())
    return json.dumps(packet, ensure_ascii=False, indent=1).encode()


def phenopacket(
    case: Mapping[str, object], read: Mapping[str, Reading], of_release: Mapping[str, object], book: Codebook
) -> Json:
    """Write a case as a packet: an object as JSON has them, with the names of the schema.

    `case` is the row of the case, `read` the reading of each of its facts, `of_release` the row of its release. A fact
    that holds a list may have a column <fact>_denied, with the terms that the source says were not there.
    """
    packet = _Case(case, read, book)
    parts: Json = {
        "subject": packet.subject(),
        "phenotypicFeatures": [*packet.features()],
        "measurements": [*packet.measurements()],
        "diseases": [{"term": disease} for disease in packet.indication()],
        "medicalActions": [*packet.actions()],
    }
    return {
        "id": case["case_id"],
        **{name: part for name, part in parts.items() if part},
        "metaData": {
            "created": f"{of_release['newest_case']}T00:00:00Z",
            "createdBy": "IMiD Lung Casebook",
            "resources": [*resources(parts, str(of_release["release"]))],
            "phenopacketSchemaVersion": "2.0",
            "externalReferences": [packet.source()],
        },
    }


class _Case:
    """The parts of a packet, each from what is known of one case."""

    def __init__(self, case: Mapping[str, object], read: Mapping[str, Reading], book: Codebook) -> None:
        self.case = case
        self.read = read
        self.facts = book.facts
        self.lists = book.lists

    def subject(self) -> Json:
        """Give sex, vital status, and the age at which the findings of the packet were made."""
        subject: Json = {"id": self.case["case_id"]}
        if self.is_known("age_years"):
            subject["timeAtLastEncounter"] = self.age()
        if self.is_known("death_any_cause"):
            subject["vitalStatus"] = {"status": "DECEASED" if self.says_yes("death_any_cause") else "ALIVE"}
        if self.is_known("sex"):
            subject["sex"] = str(self.case["sex"]).upper()
        return subject

    def features(self) -> Iterator[Json]:
        """Give each finding that is named, and each that is denied as excluded."""
        for name in FINDINGS:
            for term in self.terms(name):
                yield {"type": self.term(name, term), "evidence": [self.evidence(name)]}
            for term in self.terms(f"{name}_denied"):
                yield {"type": self.term(name, term), "excluded": True, "evidence": [self.evidence(name)]}
        for name, identified in ANSWERS.items():
            if self.is_known(name):
                finding = _json(identified) if identified else self.fact(name)
                excluded = {} if self.says_yes(name) else {"excluded": True}
                yield {"type": finding, **excluded, "evidence": [self.evidence(name)]}

    def measurements(self) -> Iterator[Json]:
        """Give each measured value in its unit, and the age at which it was taken where it is one at presentation."""
        for name, fact in self.facts.items():
            if fact.kind != "number" or fact.section not in MEASURED_IN or not self.is_known(name):
                continue
            unit = UNITS.get(fact.unit) or own(f"unit.{fact.unit}", fact.unit)
            measurement: Json = {
                "description": " ".join((self.place(name), *self.circumstance(name))),
                "assay": _json(ASSAYS[name]) if name in ASSAYS else self.fact(name),
                "value": {"quantity": {"unit": _json(unit), "value": self.case[name]}},
            }
            if self.is_known("age_years") and fact.section != MEASURED_IN[-1]:
                measurement["timeObserved"] = self.age()
            yield measurement

    def circumstance(self, name: str) -> Iterator[str]:
        """Say under which circumstance a value was measured, where one belongs to it and is known."""
        beside = CIRCUMSTANCES.get(name, "")
        for term in self.terms(beside):
            yield f"{self.facts[beside].label}: {term}."

    def indication(self) -> list[Json]:
        """Give the disease for which the suspect drug was given, where it is multiple myeloma."""
        return [_json(MYELOMA)] if _OF_MYELOMA.fullmatch(str(self.case["indication"])) else []

    def actions(self) -> Iterator[Json]:
        """Give the drugs: the suspect one and co-suspects with the lung injury as adverse event, others, treatment."""
        event = self.lung_injury()
        for drug in self.terms("drug"):
            action: Json = {"treatment": {"agent": self.term("drug", drug)}, "adverseEvents": [event]}
            for disease in self.indication():
                action["treatmentTarget"] = disease
            if self.says_yes("drug_discontinued"):
                action["treatmentTerminationReason"] = self.fact("drug_discontinued")
            yield action
        names = ("concomitant_antineoplastic", "co_suspect_drugs")
        others = {drug: name for name in names for drug in self.terms(name)}
        for drug, name in others.items():
            blamed = {"adverseEvents": [event]} if name == "co_suspect_drugs" else {}
            yield {"treatment": {"agent": self.term(name, drug)}, **blamed}
        if self.says_yes("steroid_for_event"):
            yield {"treatment": {"agent": self.fact("steroid_for_event")}, "treatmentTarget": event}
        for name in ("antibiotics", "antifungals"):
            if self.says_yes(name):
                yield {"treatment": {"agent": self.fact(name)}}

    def lung_injury(self) -> Json:
        """Give the kind of lung injury; every case is one, also where its kind is not known."""
        for kind in self.terms("lung_injury_kind"):
            return self.term("lung_injury_kind", kind)
        return _json(own("lung_injury", "Lung injury"))

    def evidence(self, name: str) -> Json:
        """Give the source as evidence for a fact, with the place where it was read."""
        source = self.source()
        place = {"description": f"{source['description']} {self.place(name)}"}
        return {"evidenceCode": _json(AUTHOR_STATEMENT), "reference": source | place}

    def source(self) -> Json:
        """Give the source of the case: PubMed number, else DOI, the address, the citation, and how much was read."""
        case = self.case
        number = f"PMID:{case['pmid']}" if case["pmid"] else f"DOI:{case['doi']}" if case["doi"] else ""
        address = case["url"] or (doi_address(str(case["doi"])) if case["doi"] else "")
        description = f"{case['citation']} Read as: {case['read_as_detail']}."
        parts: Json = {"id": number, "reference": address, "description": description}
        return {name: part for name, part in parts.items() if part}

    def place(self, name: str) -> str:
        """Say where a fact was read, and what the curator notes."""
        locator, note = self.read[name]
        return f"Read in: {locator}." + (f" Note: {note}." if note else "")

    def age(self) -> Json:
        """Give the age at the lung event."""
        return {"age": {"iso8601duration": f"P{self.case['age_years']:g}Y"}}

    def is_known(self, name: str) -> bool:
        """Say whether a fact has a value; a term that is not known stands as its state."""
        value = self.case.get(name)
        return value is not None and value not in STATES

    def says_yes(self, name: str) -> bool:
        """Say whether the source says yes; neither no nor silence is one."""
        return self.case[name] == "yes"

    def terms(self, name: str) -> list[str]:
        """Give the terms of a list, or the one of a fact that has one; none where it is not known."""
        value = self.case.get(name)
        if isinstance(value, list):
            return [str(term) for term in value]
        return [str(value)] if self.is_known(name) else []

    def term(self, name: str, word: str) -> Json:
        """Give a term of a fact by its identifier, or as the codebook names it where it has none."""
        fact = self.facts[name]
        for of_list in fact.lists:
            for term in self.lists[of_list]:
                if term.name == word and term.ontology_id:
                    return _json(OntologyClass(term.ontology_id, term.ontology_label))
        return _json(own(f"{name}.{word}", f"{fact.label}: {word}"))

    def fact(self, name: str) -> Json:
        """Name what a fact is about as the codebook does."""
        return _json(own(name, self.facts[name].label))


def _json(identified: OntologyClass) -> Json:
    return {"id": identified.id, "label": identified.label}
