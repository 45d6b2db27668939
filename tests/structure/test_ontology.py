"""The identifiers of the codebook are those of the ontologies, and say no more than its terms."""

from __future__ import annotations

import pytest

from casebook.codebook import Term, codebook
from tests.ontology import ontology

IDENTIFIED = [
    pytest.param(name, term, id=f"{name}: {term.name}")
    for name, terms in codebook().lists.items()
    for term in terms
    if term.ontology_id.startswith("HP:")
]

OF_THE_LAVAGE = "bal_impression"
"""The list whose words the ontology uses for the blood: there they name other terms, and prove nothing."""


def exceeding(term: Term) -> list[str]:
    """Give the words for a term that the ontology has for something that is not its identifier.

    What a word names may be a special case of the identifier, or be defined by it, as traction bronchiectasis is by
    pulmonary fibrosis: then whoever enters the term for that word says nothing that is not so.
    """
    identified = ontology().terms[term.ontology_id]
    return [
        f"{word} is {named.name} ({named.id})"
        for word in (term.name, *term.synonyms)
        for named in ontology().named.get(word.lower(), [])
        if not ontology().is_within(named, identified) and identified.name.lower() not in named.definition.lower()
    ]


@pytest.mark.parametrize(("name", "term"), IDENTIFIED)
def test_an_identifier_has_the_label_of_the_ontology(name: str, term: Term) -> None:
    assert ontology().terms[term.ontology_id].name == term.ontology_label, name


@pytest.mark.parametrize(("name", "term"), IDENTIFIED)
def test_no_word_for_a_term_means_something_else_than_its_identifier(name: str, term: Term) -> None:
    if name != OF_THE_LAVAGE:
        assert exceeding(term) == [], "give the term no identifier, or the word to no term"


def test_a_word_that_means_more_than_the_identifier_is_found() -> None:
    wide = Term("respiratory failure", "", ("respiratory insufficiency",), "", "HP:0002878", "Respiratory failure")
    other = Term("lethargy", "", ("somnolence",), "", "HP:0001254", "Lethargy")

    assert exceeding(wide) == ["respiratory insufficiency is Respiratory insufficiency (HP:0002093)"]
    assert exceeding(other) == ["somnolence is Drowsiness (HP:0002329)"]
