"""The text search: how letters fold, what a word stands for, where it looks, what it offers where it finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from casebook.questions.case_list import with_found_in
from casebook.questions.near_words import near_text
from casebook.search import fold, is_searched, terms_meant
from casebook.selection import Selection, every_case
from casebook.store import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

DRAWN = """
case_id      | citation          | sex    | drug         | symptoms       | ct_patterns            | histology
geyer-2011-1 | Geyer Cancer 2011 | female | pomalidomide | dyspnea        | ground-glass opacities | of a female
geyer-2011-2 | Geyer Cancer 2011 | male   | pomalidomide | dyspnea; fever | none                   |
mull-2012    | Müll Geyer 2011 1 | male   | lenalidomide | cough          | consolidation          | hæmorrhage, oedema
chen-nd      | Chen. Organizing  | female | thalidomide  | chest pain     | fibrosis               | ground glass tumor
"""


@pytest.fixture(scope="module")
def cases(lasting_casebook: Draw) -> duckdb.DuckDBPyConnection:
    """Draw the cases that most questions are put to."""
    return lasting_casebook(DRAWN)


def found(question: str, cases: duckdb.DuckDBPyConnection) -> set[str]:
    """Name the cases that a question finds, those that stand apart included."""
    return set(ask("case_choices", every_case().replace(q=question), cases, most=1000)["case_id"])


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Dyspnoea", " dyspnea "),
        ("MÜLLER, Ångström; Ørsted", " muller angstrom orsted "),
        ("Straße", " strasse "),
        ("\ufb01brosis \uff46\uff45\uff56\uff45\uff52", " fibrosis fever "),
        ("\u0441\u043e\u0440\u0434 \u03bfedema", " cop\u0434 edema "),
        ("no\u00a0break\u2009space", " no break space "),
        ("soft\u00adhyphen zero\u200bwidth", " softhyphen zerowidth "),
        ("ground\u2011glass", " ground-glass glass "),
        ("ground\u2013glass", " ground-glass glass "),
        ("geyer-2011-1", " geyer-2011-1 2011-1 1 "),
        ("e\u0301 é É", " e e e "),
        ("haemorrhage OEDEMA tumours leucocytes", " hemorrhage edema tumors leukocytes "),
        ("organising hospitalisation centre hours disease", " organizing hospitalization center hours disease "),
        ("5 µg, β2", " 5 ug b2 "),
        ("… \u2013 !", ""),
        ("", ""),
    ],
)
def test_letters_that_only_look_alike_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("male", {"geyer-2011-2", "mull-2012"}),
        ("female", {"geyer-2011-1", "chen-nd"}),
        ("ale", set()),
        ("dysp", {"geyer-2011-1", "geyer-2011-2"}),
        ("DYSPNOEA", {"geyer-2011-1", "geyer-2011-2"}),
        ("dyspnoea fever", {"geyer-2011-2"}),
        ("fever dyspnea", {"geyer-2011-2"}),
        ("shortness of breath", {"geyer-2011-1", "geyer-2011-2"}),
        ("breathlessness fever", {"geyer-2011-2"}),
        ("GGO", {"geyer-2011-1"}),
        ("ground-glass opacities", {"geyer-2011-1"}),
        ("ground-glass", {"geyer-2011-1", "chen-nd"}),
        ("glass", {"geyer-2011-1", "chen-nd"}),
        ("Revlimid", {"mull-2012"}),
        ("revli", {"mull-2012"}),
        ("rev", set()),
        ("CC-5013", {"mull-2012"}),
        ("cc 5013", {"mull-2012"}),
        ("mull", {"mull-2012"}),
        ("mü\u00adll", {"mull-2012"}),
        ("haemorrhage edema", {"mull-2012"}),
        ("hemorrhag oedema", {"mull-2012"}),
        ("tumour", {"chen-nd"}),
        ("tumours", set()),
        ("organising", {"chen-nd"}),
        ("Géyer", {"geyer-2011-1", "geyer-2011-2", "mull-2012"}),
        ("Göyer", set()),
        ("geyer-2011-1", {"geyer-2011-1"}),
        ("geyer\u20112011\u20111", {"geyer-2011-1"}),
        ("2011-1", {"geyer-2011-1"}),
        ("man", {"geyer-2011-2", "mull-2012"}),
        ("of a female consolidation", set()),
        ("of a female dyspnea pomalidomide", {"geyer-2011-1"}),
        ("of a female dyspnea pomalidomide Revlimid", set()),
        ("cancer 2011 GGO woman dyspnoea", {"geyer-2011-1"}),
        ("2011 geyer ggo man dyspnoea", set()),
        ("???", set()),
        ("'; DROP TABLE cases; --", set()),
        ("(.*)", set()),
        ("no|yes", set()),
    ],
)
def test_words_and_beginnings_of_words_are_found_and_no_parts_of_words(
    cases: duckdb.DuckDBPyConnection, question: str, named: set[str]
) -> None:
    assert found(question, cases) == named


@pytest.mark.slow
def test_every_synonym_finds_the_cases_that_have_its_term(casebook: Draw) -> None:
    facts = [fact for fact in codebook().facts.values() if fact.kind in {"term", "list"} and fact.origin == "read"]
    facts = [fact for fact in facts if fact.name != "latency_unit"]  # it needs a number
    terms = {(fact.name, term) for fact in facts for name in fact.lists for term in codebook().lists[name]}
    asked = sorted((fact, term.name, word) for fact, term in terms for word in (term.name, *term.synonyms))
    asked = [(fact, term, word) for fact, term, word in asked if term not in {"yes", "no"}]
    facts_told = sorted({(fact, term) for fact, term, _ in asked})
    names = {told: f"case-{place}" for place, told in enumerate(facts_told)}
    heading = ["case_id", *dict.fromkeys(fact for fact, _ in facts_told)]
    rows = [[names[told], *(told[1] if fact == told[0] else "" for fact in heading[1:])] for told in facts_told]
    cases = casebook("\n".join(" | ".join(row) for row in [heading, *rows]))

    missed = [f"{fact}: {word}" for fact, term, word in asked if names[fact, term] not in found(word, cases)]
    assert missed == []


def test_a_synonym_of_a_term_that_excludes_others_finds_it_as_the_value_of_a_fact_alone(casebook: Draw) -> None:
    cases = casebook("case_id | smoking | histology\na | current | none\nb | never | no current infection")

    assert found("smoker", cases) == {"a"}
    assert found("current", cases) == {"a", "b"}


def test_a_word_stands_for_the_terms_of_which_it_is_a_synonym_or_its_beginning_and_not_for_itself() -> None:
    assert terms_meant("recurred progressive death dyspnoea fever") == ()
    assert terms_meant("fatal") == ("death", "died of the lung injury")
    assert terms_meant("honeyc") == ("fibrosis",)
    assert terms_meant("thoracic") == ()


def test_a_filter_says_for_which_terms_its_words_stand() -> None:
    assert Selection(q="fever GGO").sentence() == "text contains “fever GGO”, also as “ground-glass opacities”"


def test_what_is_told_by_yes_and_no_alone_and_states_are_not_searched(casebook: Draw) -> None:
    cases = casebook("case_id | prior_imid | steroid_for_event | outcome\na | yes | no | not reported")

    assert [word for word in ("yes", "no", "not", "reported") if found(word, cases)] == []


def test_case_list_names_the_facts_in_which_words_are_found(cases: duckdb.DuckDBPyConnection) -> None:
    def found_in(question: str) -> dict[str, str]:
        listed = with_found_in(ask("case_list", Selection(q=question), cases, most=10), question)
        return dict(listed.select("case_id", "found_in").rows())

    assert found_in("geyer-2011-1 GGO dyspnoea") == {"geyer-2011-1": "Case; Name; Symptoms; CT patterns"}
    assert found_in("woman cancer") == {"geyer-2011-1": "Citation; Sex"}
    assert found_in("chest-pain") == {"chen-nd": "Symptoms"}
    assert found_in("Revlimid") == {"mull-2012": "Suspect drug"}
    assert set(found_in("").values()) == {""}


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("dispnea", "dyspnea"),
        ("dispnoea feber", "dyspnea fever"),
        ("Göyer", "geyer"),
        ("revlimmid", "revlimid"),
        ("pomalidomid", None),
        ("lenalidomyde", "lenalidomide"),
        ("grund-glass", "ground-glass"),
        ("fever consolidation", None),
        ("qqqqqq", None),
        ("geyer-2013-1", None),
        ("xy", None),
        ("???", None),
    ],
)
def test_near_words_are_offered_where_nothing_is_found(
    cases: duckdb.DuckDBPyConnection, question: str, near: str | None
) -> None:
    offered = near_text(Selection(q=question), cases)

    assert offered == near
    assert offered is None or found(offered, cases)


def test_near_words_find_cases_among_those_that_the_other_filters_leave(
    cases: duckdb.DuckDBPyConnection,
) -> None:
    assert near_text(Selection(q="dispnea", drug=("pomalidomide",)), cases) == "dyspnea"
    assert near_text(Selection(q="dispnea", drug=("thalidomide",)), cases) is None


def test_the_search_looks_in_what_was_read_and_in_what_names_the_source() -> None:
    searched = {name for name, fact in codebook().facts.items() if is_searched(fact)}

    assert {"case_id", "case_name", "citation", "doi", "pmid"} == {
        name for name in searched if codebook().facts[name].origin != "read"
    }
    assert searched >= set(codebook().read_facts())
