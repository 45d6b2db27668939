"""Identifiers of what a case says, beside those of the codebook's terms: measured values, units, the disease treated.

What no ontology has exactly is named as the codebook names it, so that nothing is said that the source did not say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, object]
"""An object as JSON has it."""


class OntologyClass(NamedTuple):
    """An identifier, and the name that it has in its ontology."""

    id: str
    label: str


class Resource(NamedTuple):
    """An ontology: its id, name, address, version, and what stands before an identifier in an IRI."""

    id: str
    name: str
    url: str
    version: str
    iri_prefix: str


OWN = "IMiDLungCasebook"
"""Prefix of what no ontology has exactly: such a term, value or drug has the name that the codebook gives it."""

_OBO = "http://purl.obolibrary.org/obo/"

RESOURCES = {
    "HP": Resource("hp", "Human Phenotype Ontology", f"{_OBO}hp.owl", "2025-01-16", f"{_OBO}HP_"),
    "ECO": Resource("eco", "Evidence & Conclusion Ontology", f"{_OBO}eco.owl", "2019-10-16", f"{_OBO}ECO_"),
    "ATC": Resource(
        "atc",
        "Anatomical Therapeutic Chemical classification",
        "https://atcddd.fhi.no/atc_ddd_index/",
        "2025",
        "https://identifiers.org/atc:",
    ),
    "LOINC": Resource(
        "loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org", "2.82", "https://loinc.org/"
    ),
    "UCUM": Resource(
        "ucum", "Unified Code for Units of Measure", "https://ucum.org", "2.2", "https://units-of-measurement.org/"
    ),
}
"""Ontologies by the prefix of their identifiers. The codebook is one too; its version is the release."""

ASSAYS = {
    "pao2_mmhg": OntologyClass("LOINC:2703-7", "Oxygen [Partial pressure] in Arterial blood"),
    "paco2_mmhg": OntologyClass("LOINC:2019-8", "Carbon dioxide [Partial pressure] in Arterial blood"),
    "fio2_pct": OntologyClass("LOINC:3150-0", "Inhaled oxygen concentration"),
    "spo2_pct": OntologyClass("LOINC:2708-6", "Oxygen saturation in Arterial blood"),
    "crp_mg_l": OntologyClass("LOINC:1988-5", "C reactive protein [Mass/volume] in Serum or Plasma"),
    "leukocytes_g_l": OntologyClass("LOINC:26464-8", "Leukocytes [#/volume] in Blood"),
    "hemoglobin_g_dl": OntologyClass("LOINC:718-7", "Hemoglobin [Mass/volume] in Blood"),
    "pap_systolic_mmhg": OntologyClass("LOINC:8440-0", "Pulmonary artery Systolic blood pressure"),
    "pap_mean_mmhg": OntologyClass("LOINC:8414-5", "Pulmonary artery Mean blood pressure"),
}
"""Facts whose measured value LOINC has exactly. Of the cells of a lavage it has some, and the four stand together."""

UNITS = {
    "": OntologyClass("UCUM:1", "unity"),
    "%": OntologyClass("UCUM:%", "percent"),
    "% of predicted": OntologyClass("UCUM:%", "percent"),
    "mmHg": OntologyClass("UCUM:mm[Hg]", "millimeter of mercury"),
    "mg/l": OntologyClass("UCUM:mg/L", "milligram per liter"),
    "G/l": OntologyClass("UCUM:10*9/L", "billion per liter"),
    "g/dl": OntologyClass("UCUM:g/dL", "gram per deciliter"),
    "l": OntologyClass("UCUM:L", "liter"),
    "per ml": OntologyClass("UCUM:/mL", "per milliliter"),
}
"""Units of the codebook in UCUM."""

ANSWERS = {
    "peripheral_eosinophilia": OntologyClass("HP:0001880", "Eosinophilia"),
    "bal_alveolar_hemorrhage": None,
}
"""Facts that say whether there was a finding; None where no ontology has exactly this one."""

MYELOMA = OntologyClass("HP:0006775", "Multiple myeloma")
AUTHOR_STATEMENT = OntologyClass("ECO:0000033", "author statement supported by traceable reference")


def own(name: str, label: str) -> OntologyClass:
    """Give what no ontology has exactly: an identifier made of its name in the codebook, and a label."""
    return OntologyClass(f"{OWN}:{re.sub(r'[^A-Za-z0-9.-]+', '_', name)}", label)


def resources(part: object, release: str) -> Iterator[Json]:
    """Describe each ontology of which a part of a packet has an identifier, at any depth, in the order of RESOURCES."""
    used = set(_prefixes(part))
    of_codebook = Resource(
        *("imid-lung-casebook", "Codebook of the IMiD Lung Casebook", "urn:imid-lung-casebook", release),
        "urn:imid-lung-casebook:",
    )
    for prefix, resource in (RESOURCES | {OWN: of_codebook}).items():
        if prefix in used:
            yield {
                "id": resource.id,
                "name": resource.name,
                "url": resource.url,
                "version": resource.version,
                "namespacePrefix": prefix,
                "iriPrefix": resource.iri_prefix,
            }


def _prefixes(part: object) -> Iterator[str]:
    """Give the prefix of each identifier that stands with a label."""
    if isinstance(part, dict):
        if "id" in part and "label" in part:
            yield str(part["id"]).split(":", 1)[0]
        part = list(part.values())
    if isinstance(part, list):
        for below in part:
            yield from _prefixes(below)
