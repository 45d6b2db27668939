"""What is looked for comes from the codebook: a term more widens it."""

from __future__ import annotations

from dataclasses import replace

from casebook.codebook import Term, codebook
from literature.search_strings import search_strings
from literature.words import OF_THE_LUNG, distinct, find, words, words_of


def test_the_search_strings_hold_every_drug_synonym_and_lung_term_of_the_codebook() -> None:
    strings = search_strings()

    for name in ("imid", "lung_injury_kind", "ct_pattern"):
        for term in codebook().lists[name]:
            for word in (*((term.name,) if term.name != "unspecified" else ()), *term.synonyms):
                assert f'"{word}"[tw]'.lower() in strings.pubmed.lower()
                assert f"'{word}':ti,ab,kw,de".lower() in strings.embase.lower()
    assert "unspecified" not in strings.pubmed
    assert strings.pubmed.startswith('("thalidomide"[tw] OR "Thalomid"[tw]')
    assert strings.pubmed.count("(") == strings.pubmed.count(")") == 2
    assert ") AND (" in strings.pubmed
    assert strings.embase.startswith("('thalidomide':ti,ab,kw,de,tn OR ")


def test_a_new_term_widens_the_strings_and_changes_their_version() -> None:
    book = codebook()
    new = Term("test drug", synonyms=("CC-99999",))
    wider = replace(book, lists={**book.lists, "imid": (*book.lists["imid"], new)})

    before, after = search_strings(words_of(book)), search_strings(words_of(wider))

    assert '"CC-99999"[tw]' in after.pubmed
    assert before.version != after.version
    assert search_strings(words_of(book)) == before


def test_each_word_that_is_looked_for_alone_stands_within_a_lung_term_of_the_codebook() -> None:
    terms = " ".join(words().lung[len(OF_THE_LUNG) :]).casefold().replace("-", " ").split()

    assert [word for word in OF_THE_LUNG if word not in terms] == []


def test_words_are_found_whole_in_any_letters_and_the_longest_wins() -> None:
    text = "REVLIMID and cc 5013: acute Eosinophilic Pneumonia, ground glass opacities; thalidomides, plunge"

    assert [(text[hit.start : hit.end], hit.kind, hit.word) for hit in find(text)] == [
        ("REVLIMID", "drug", "Revlimid"),
        ("cc 5013", "drug", "CC-5013"),
        ("acute Eosinophilic Pneumonia", "lung", "acute eosinophilic pneumonia"),
        ("ground glass opacities", "lung", "ground-glass opacities"),
        ("thalidomides", "drug", "thalidomide"),
    ]


def test_an_abbreviation_is_found_in_capitals_alone() -> None:
    assert [hit.word for hit in find("ILD, but dad and a cop; DAH")] == ["ILD", "DAH"]


def test_different_words_are_counted_once_each_by_kind() -> None:
    assert distinct("Thalidomide, thalidomide and Revlimid; pneumonitis of the lung") == (2, 2)
    assert distinct("") == (0, 0)
