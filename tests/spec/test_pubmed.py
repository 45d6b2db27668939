"""The search in PubMed for a source without DOI and PubMed number: for what, and how its address is written."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from casebook.pubmed import named_in, search_address


@pytest.mark.parametrize(
    ("citation", "title", "author"),
    [
        ("Doe J, Roe RS, et al. A drug and the lung. J Nobody 2020;1:1", "A drug and the lung", "Doe J"),
        ("Doe J. A drug and the lung.", "A drug and the lung", "Doe J"),
        ("van der Berg JB, Roe R. A drug and the lung [in Dutch]. J Nobody", "A drug and the lung", "van der Berg JB"),
        ("Núñez-Ábalos Á, O'Neill P. A drug and the lung. J Nobody", "A drug and the lung", "Núñez-Ábalos Á"),
        ("(Author list not in the text read.) A drug and the lung. J Nobody 2020;1:1", "A drug and the lung", ""),
        ("Doe 2011, first case (reference 1; title and pages not in the text read)", "", "Doe"),
        ("Doe J, Roe R. (Title, year not in the text read.) J Nobody Else 2020;1:1", "", "Doe J"),
        ("Authors not in the part read. [Lung toxicity ...; title known from the address]. J Nobody (2)", "", ""),
        ("Title, authors, journal and year not in the part of the page read (an abstract of a man).", "", ""),
        ("(Title and authors not in the text read.) Report on a case without symptoms; volume 3", "", ""),
    ],
)
def test_title_and_first_author_are_found_where_they_were_read(citation: str, title: str, author: str) -> None:
    assert named_in(citation) == (title, author)


def term_of(address: str) -> str:
    """Read the term back out of an address, as PubMed does."""
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "pubmed.ncbi.nlm.nih.gov", "/")
    assert parse_qs(parts.query).keys() == {"term"}
    return parse_qs(parts.query)["term"][0]


def test_a_title_is_searched_for_by_its_words() -> None:
    assert term_of(search_address("Doe J. Drug-induced lung: a case. J N", 2020, "thalidomide")) == (
        "drug-induced lung a case"
    )


@pytest.mark.parametrize(
    ("year", "term"), [(2011, "doe[au] AND 2011[dp] AND thalidomide"), (None, "doe[au] AND thalidomide")]
)
def test_without_a_title_first_author_year_and_drug_are_searched_for(year: int | None, term: str) -> None:
    assert term_of(search_address("Doe 2011, first case (title not in the text read)", year, "thalidomide")) == term


def test_without_title_and_author_there_is_no_search() -> None:
    assert search_address("Title and authors not in the part of the page read.", 2020, "thalidomide") == ""


@pytest.mark.parametrize(
    "title",
    [
        'What "AND" is & was NOT: 50 % of (few) [drugs] #1 + more? *',
        "Pneumopathie interstitielle à la Bœotie — 肺障害の一例 and more",
        "A title with a_line | a bar ` a tick $x$ <b> and a \\ stroke",
    ],
)
def test_a_title_of_any_signs_makes_an_address_that_neither_pubmed_nor_markdown_misreads(title: str) -> None:
    address = search_address(f"Doe J. {title}. J N", 2020, "thalidomide")

    assert address.isascii()
    assert not set(address) & set("()[]<>\"'`\\|*$ ")
    assert "AND" not in term_of(address)
    assert "NOT" not in term_of(address)


def test_letters_with_marks_come_back_as_they_were() -> None:
    address = search_address("Doe J. Interstitiële pneumonitis als bijwerking. J N", 2009, "thalidomide")

    assert term_of(address) == "interstitiële pneumonitis als bijwerking"
