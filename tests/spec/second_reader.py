"""A second reader of the case files, which says by itself which cases a link selects.

It is plain Python over the JSON files and data/codebook/*.csv, with none of the code that it checks, written after
docs/links.md. A key of a fact that filters is known from its row in facts.csv; of a fact that is derived, one line in
DERIVED says what follows from the file.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, str]
Told = dict[str, Any]
"""By fact: of a term its value or state; of a list its terms, of a number or text its value, None where not known."""

CODEBOOK = Path(__file__).parents[2] / "data" / "codebook"
STATES = ("not applicable", "not reported", "not read")
_LAST = {"days": 3650, "months": 120}
_LAST_OTHERWISE = 10_000

FINDINGS = ("symptoms", "ct_patterns", "ct_distribution")

DERIVED: dict[str, Callable[[Told], Any]] = {
    "rechallenge_outcome": lambda told: _rechallenge_outcome(told["rechallenge"], told["rechallenge_result"]),
    "findings": lambda told: [term for fact in FINDINGS for term in told[fact] or ()],
    "findings_denied": lambda told: [term for fact in FINDINGS for term in told[f"{fact}_absent"]],
    "suspects": lambda told: [told["drug"], *(told["suspect_imids"] or ())],
    "counts": lambda told: (
        "reported twice"
        if told["same_patient_as"]
        else "co-suspect only"
        if told["imid_role"] == "co-suspect"
        else "counted"
    ),
}
"""What filters and stands in no case file: fact, and how it follows from the others."""


def _rechallenge_outcome(rechallenge: str, result: str) -> str:
    if rechallenge == "no":
        return "not attempted"
    if rechallenge == "yes":
        return result if result in {"recurred", "did not recur"} else "done, outcome unknown"
    return rechallenge


class SecondReader:
    """The cases of a folder. Links are answered by `select`."""

    def __init__(self, folder: Path) -> None:
        """Read the codebook and all case files."""
        self.facts = _table("facts")
        self.terms = _table("terms")
        self.filters = {fact["filter"]: fact for fact in self.facts if fact["filter"]}
        files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
        self.cases = {file["case_id"]: self._told(file) for file in files}
        self.texts = {file["case_id"]: [*self._texts(file)] for file in files}
        self.synonyms = self._terms_of_synonyms()

    def values(self, key: str) -> list[str]:
        """Give every value that a link may have under the key of a term or a list."""
        fact = self.filters[key]
        states = _parts(fact["states"]) if fact["kind"] == "term" else []
        return [term["term"] for name in _parts(fact["terms"]) for term in self.terms if term["list"] == name] + states

    def last(self, key: str) -> int:
        """Give the last number of a range, which means "or more" where the fact has no upper bound."""
        fact = self.filters[key]
        return int(fact["high"]) if fact["high"] else _LAST.get(fact["unit"], _LAST_OTHERWISE)

    def select(self, link: str) -> list[str]:
        """Name the cases that a link without a fault selects, in the order of the alphabet."""
        asked: dict[str, list[str]] = {}
        for key, value in parse_qsl(link, keep_blank_values=True):
            asked.setdefault(key, []).append(value)
        question = " ".join(asked.pop("q", []))
        return sorted(
            case
            for case, told in self.cases.items()
            if all(self._agrees(told, key, values) for key, values in asked.items())
            and self._holds(case, question)
            and ("counts" in asked or told["counts"] == "counted")
        )

    def _agrees(self, told: Told, key: str, values: list[str]) -> bool:
        """Say whether a case is selected by the values of one key."""
        number = key.removesuffix("_unknown")
        if key not in self.filters:
            return values[-1] == "true" or told[self.filters[number]["name"]] is not None
        value, kind = told[self.filters[key]["name"]], self.filters[key]["kind"]
        if kind == "term":
            return value in values
        if kind == "list":
            return any(term in values for term in value or ())
        low, high = sorted(map(int, values))
        return value is None or (low <= value and (value <= high or high == self.last(key)))

    def _told(self, file: dict[str, Any]) -> Told:
        """Say what a file tells of each fact."""
        told: Told = {name: value for name, value in file["source"].items() if name != "case_id"}
        for fact in self.facts:
            if fact["origin"] == "read":
                entry = _entry(file, fact)
                state = entry["state"] if fact["kind"] == "term" and "state" in entry else None
                told[fact["name"]] = entry.get("value", state)
                told[f"{fact['name']}_absent"] = self._absent(fact, entry) if fact["kind"] == "list" else []
        told["same_patient_as"] = file.get("same_patient_as")
        return told | {name: follows(told) for name, follows in DERIVED.items()}

    def _absent(self, fact: Row, entry: dict[str, Any]) -> list[str]:
        """Give the terms that a list denies, or leaves out although it names all there was."""
        if "value" not in entry:
            return []
        if entry.get("complete", not entry["value"] and not entry.get("denied")):
            every = [row["term"] for row in self.terms if row["list"] in _parts(fact["terms"])]
            return [term for term in every if term not in entry["value"]]
        return entry.get("denied", [])

    # --- the text search

    def _texts(self, file: dict[str, Any]) -> Iterator[list[str]]:
        """Give the folded words of each fact in which the search looks."""
        yield _ends(file["case_id"])
        yield _ends(file.get("case_name") or "")
        for name in ("citation", "doi", "pmid"):
            yield _ends(str(file["source"][name] or ""))
        for fact in self.facts:
            value = _entry(file, fact).get("value") if fact["origin"] == "read" else None
            if value is None or value in ("yes", "no"):
                continue
            yield _ends("; ".join(value) or "none named" if isinstance(value, list) else _number_or_text(value))

    def _holds(self, case: str, question: str) -> bool:
        """Say whether all words of a question are in a case."""
        asked = [words for words in map(_words, question.split()) if words]
        if not asked:
            return not question.strip()
        place = 0
        while place < len(asked):
            length, terms = self._meant(asked[place:])
            texts = self.texts[case]
            if not any(self._has_term(texts, term) for term in terms) and not all(
                _has_word(texts, words) for words in asked[place : place + length]
            ):
                return False
            place += length
        return True

    def _terms_of_synonyms(self) -> dict[str, set[tuple[str, str]]]:
        """Give by folded synonym the terms for which it stands, each with its list."""
        read = {name for fact in self.facts if fact["origin"] == "read" for name in _parts(fact["terms"])}
        found: dict[str, set[tuple[str, str]]] = {}
        for term in self.terms:
            for synonym in _parts(term["synonyms"]) if term["list"] in read else ():
                found.setdefault(_apart(synonym), set()).add((term["list"], term["term"]))
        self.of_lists = {
            term["term"]
            for fact in self.facts
            if fact["origin"] == "read" and fact["kind"] == "list"
            for name in _parts(fact["terms"])
            for term in self.terms
            if term["list"] == name
        }
        return found

    def _meant(self, asked: list[list[str]]) -> tuple[int, set[str]]:
        """Give how many words the longest synonym takes up, and its terms: 1 and none where there is none."""
        for length in range(len(asked), 0, -1):
            run = _apart(" ".join(word for words in asked[:length] for word in words))
            found = self.synonyms.get(run, set())
            if not found and len(run.split()[-1]) >= 4:
                longer = [
                    name for name in self.synonyms if name.startswith(run) and len(name.split()) == len(run.split())
                ]
                found = {term for name in longer for term in self.synonyms[name]}
            if terms := {term for _, term in found if not _apart(term).startswith(run)}:
                return length, terms
        return 1, set()

    def _has_term(self, texts: list[list[str]], term: str) -> bool:
        """Say whether a term stands somewhere, or, if it excludes the others of its list, is the value of a fact."""
        words = _ends(term)
        if term not in self.of_lists:
            return words in texts
        return any(text[place : place + len(words)] == words for text in texts for place in range(len(text)))


def _has_word(texts: list[list[str]], words: list[str]) -> bool:
    """Say whether a word begins somewhere; one of several parts with these parts before it."""
    *first, last = words
    if _begins_in(texts, [end for word in first for end in _ends(word)], last):
        return True
    *apart, end = last.split("-")
    return not first and bool(apart) and last.replace("-", "").isalpha() and _begins_in(texts, apart, end)


def _begins_in(texts: list[list[str]], first: list[str], last: str) -> bool:
    return any(
        text[place : place + len(first)] == first and text[place + len(first)].startswith(last)
        for text in texts
        for place in range(len(text) - len(first))
    )


def _words(text: str) -> list[str]:
    """Give the words of a text in small Latin letters, American spelling, joined by plain hyphens."""
    letters = "".join(
        "-" if unicodedata.category(letter) == "Pd" or letter == "\u2212" else letter
        for letter in unicodedata.normalize("NFKD", text)
        if unicodedata.category(letter) not in {"Mn", "Cf"}
    ).casefold()
    for letter, latin in {
        "\u00f8": "o",
        "\u03b1": "a",
        "\u03b2": "b",
        "\u03bc": "u",
        "\u0430": "a",
        "\u043e": "o",
    }.items():
        letters = letters.replace(letter, latin)
    return [_american(word) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", letters)]


def _american(word: str) -> str:
    word = word.replace("ae", "e").replace("oe", "e").replace("leuc", "leuk")
    word = re.sub(r"([a-z]{2})our(s|ed|ing|al|able|ite)?$", r"\1or\2", word)
    word = re.sub(r"([a-z]{3})is(e|ed|es|ing|ation|ations)$", r"\1iz\2", word)
    return re.sub(r"^(cent|fib|lit|met)re(s?)$", r"\1er\2", word)


def _ends(text: str) -> list[str]:
    """Give the words of a text, each joined one followed by its ends."""
    return [word[start:] for word in _words(text) for start in (0, *(at.end() for at in re.finditer("-", word)))]


def _apart(text: str) -> str:
    return " ".join(_words(text)).replace("-", " ")


def _entry(file: dict[str, Any], fact: Row) -> dict[str, Any]:
    """Give what a file says of a fact; "not read" of one that came after the last change of the file."""
    is_older = bool(fact["since"]) and file["changed"] < fact["since"]
    return file["facts"].get(fact["name"], {"state": "not read"}) if is_older else file["facts"][fact["name"]]


def _number_or_text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.12g}"


def _table(name: str) -> list[Row]:
    with (CODEBOOK / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
