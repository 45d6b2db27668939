"""A second reader of the case files, of none of the package's code, selects the same cases by the same links."""

from __future__ import annotations

import ast
import random
import re
import sys
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl
import pytest

from bench.synthetic_cases import write_case_files
from casebook.curation.build import build
from casebook.selection import Selection
from casebook.store import ask, connect
from tests.frozen import CASES
from tests.how_often import times
from tests.spec import second_counts, second_reader
from tests.spec.second_reader import SecondReader

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

_COUNTED = {
    "outcome_by_drug": "outcome",
    "steroid_by_drug": "steroid_for_event",
    "rechallenge_by_drug": "rechallenge_outcome",
    "onset_by_drug": "onset",
    "pace_by_drug": "pace_of_recovery",
    "lavage_by_drug": "bal_performed",
}
"""Questions that count cases by drug and term of a fact, and the fact."""

_ACCENTS = {"a": "\u00e4", "e": "\u00e9", "o": "\u00f8", "u": "\u00fc", "c": "\u00e7"}
_BRITISH = {"hemo": "haemo", "edema": "oedema", "dyspne": "dyspnoe", "xemia": "xaemia", "leuk": "leuc", "iz": "is"}
_SPELT: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda word: "".join(_ACCENTS.get(letter, letter) for letter in word),
    lambda word: "".join(chr(ord(letter) + 0xFEE0) if "a" <= letter <= "z" else letter for letter in word),
    lambda word: word.replace("-", "\u2011"),
    lambda word: word.replace("-", " "),
    lambda word: word[:3],
    lambda word: word[:4],
    lambda word: word[: max(1, len(word) // 2)],
    lambda word: word[1:],
    lambda word: re.sub("|".join(_BRITISH), lambda found: _BRITISH[found[0]], word),
)
"""How a word may be written by one who searches: as it is, otherwise spelt, cut, joined otherwise."""


class Links:
    """Random links over all keys, the same ones for the same seed."""

    def __init__(self, reader: SecondReader, seed: int) -> None:
        """Gather the words that occur, those of terms and synonyms, and some that nobody has."""
        self.reader = reader
        self.random = random.Random(seed)  # noqa: S311  nothing is kept secret
        texts = {" ".join(words[:3]) for case in reader.texts.values() for words in case}
        terms = {row["term"] for row in reader.terms}
        synonyms = {part.strip() for row in reader.terms for part in row["synonyms"].split(";")}
        self.words = [sorted(words - {""}) for words in (set(reader.cases), texts, terms, synonyms, {"qqq", "?", "β2"})]

    def link(self) -> str:
        """Draw a link of up to four keys."""
        keys = [*self.reader.filters, "q", "q", *(key + "_unknown" for key in self._numbers())]
        pairs: list[tuple[str, str]] = []
        several = dict.fromkeys(self.random.sample(keys, self.random.randint(1, 4)))
        for key in self.random.choice((several, several, ("q",))):
            pairs += [(key, value) for value in self._values(key)]
        return urlencode(pairs)

    def _values(self, key: str) -> list[str]:
        if key == "q":
            words = [
                self.random.choice(self.random.choice(self.words)) for _ in range(self.random.choice((1, 1, 1, 2, 5)))
            ]
            return [" ".join(self.random.choice(_SPELT)(word) for word in words)]
        if key not in self.reader.filters:
            return [self.random.choice(("true", "false", "False"))]
        if key in self._numbers():
            first, last = float(self.reader.filters[key]["low"] or 0), self.reader.last(key)
            possible = [number for number in (0, 1, 7, 30, 61, 120, 365, 1000, last) if first <= number <= last]
            return [str(self.random.choice(possible)) for _ in range(2)]
        values = self.reader.values(key)
        return self.random.sample(values, self.random.randint(1, min(3, len(values))))

    def _numbers(self) -> list[str]:
        return [key for key, fact in self.reader.filters.items() if fact["kind"] == "number"]


def differences(reader: SecondReader, cases: duckdb.DuckDBPyConnection, links: int, seed: int) -> tuple[list[str], int]:
    """Give the links that the two answer differently, and how many selected some but not all of the cases.

    Over the cases of each link one question is counted, of all in turn.
    """
    drawn, differ, telling = Links(reader, seed), [], 0
    questions = cycle((*_COUNTED, "finding_counts", "latency_summary"))
    for link, question in zip((drawn.link() for _ in range(links)), questions, strict=False):
        selection, faults = Selection.from_query(f"?{link}")
        selected = sorted(ask("case_choices", selection, cases, most=100_000)["case_id"])
        expected = reader.select(link)
        telling += 0 < len(selected) < len(reader.cases)
        if faults or selected != expected:
            differ.append(link)
        counts = counts_by_second_reader(question, [reader.cases[case] for case in expected])
        if counts_of(question, selection, cases) != counts:
            differ.append(f"{question}: {link}")
    return differ, telling


def counts_of(question: str, selection: Selection, cases: duckdb.DuckDBPyConnection) -> object:
    """Give what a question counts over the cases of a selection, as the second reader gives it."""
    rows = ask(question, selection, cases)
    if question == "finding_counts":
        return {kind: _named(of_kind) for (kind,), of_kind in rows.group_by("kind")}
    if question == "latency_summary":
        rows = rows.filter(pl.col("grouping").is_in(["suspect drug", "all"]))
        return {group: days or [] for group, days in rows.select("of_group", "latencies_days").rows()}
    return {
        (str(term), str(drug)): count for term, drug, count in rows.select(_COUNTED[question], "drug", "cases").rows()
    }


def counts_by_second_reader(question: str, cases: list[second_reader.Told]) -> object:
    """Give the same counts over the same cases, by the second reader."""
    if question == "finding_counts":
        return {kind: named for kind, named in second_counts.findings(cases).items() if named.of_all}
    if question == "latency_summary":
        return second_counts.latencies_days(cases)
    return dict(second_counts.by_drug(cases, _COUNTED[question]))


def _named(of_kind: pl.DataFrame) -> second_counts.Named:
    named = of_kind.filter(pl.col("cases") > 0)
    denied = named.filter(pl.col("denied") > 0)
    return second_counts.Named(
        of_kind["known"][0],
        of_kind["of_all"][0],
        dict(named.select("finding", "of_term").rows()),
        dict(denied.select("finding", "denied").rows()),
    )


@pytest.mark.slow
def test_a_second_reader_counts_the_same_cases_by_random_links(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    links = times(40, 100)
    differ, telling = differences(SecondReader(CASES), shipped, links=links, seed=2022)

    assert differ == []
    assert telling > 0.3 * links


@pytest.mark.slow
def test_a_second_reader_counts_the_same_cases_by_random_links_over_many_cases(tmp_path: Path) -> None:
    links = times(150, 2000)
    folder, into = tmp_path / "cases", tmp_path / "casebook.duckdb"
    write_case_files(150, folder, like=CASES)
    for case in CASES.glob("*.json"):
        (folder / case.name).write_bytes(case.read_bytes())
    build(folder, into)

    with connect(into.resolve()) as opened:
        differ, telling = differences(SecondReader(folder), opened, links=links, seed=2026)

    assert differ == []
    assert telling > 0.35 * links


def test_the_second_reader_stands_on_none_of_the_code_that_it_checks() -> None:
    tree = ast.parse(Path(second_reader.__file__).read_text(encoding="utf-8"))

    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    imported += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert {name.split(".")[0] for name in imported} <= {*sys.stdlib_module_names}


def test_the_second_reader_knows_every_key_that_filters() -> None:
    reader = SecondReader(CASES)
    keys = {
        *reader.filters,
        "q",
        *(f"{key}_unknown" for key, fact in reader.filters.items() if fact["kind"] == "number"),
    }

    assert keys == set(Selection.defaults())


@pytest.mark.parametrize(
    ("link", "cases"),
    [
        ("drug=lenalidomide&steroid=no", 0),
        ("drug=pomalidomide", 8),
        ("rechallenge=recurred&drug=pomalidomide", 3),
        ("latency=7&latency=120&latency_unknown=false", 6),
        ("onset=asymptomatic", 1),
        ("read_as=full+text", 1),
        ("kind=not+read", 19),
        ("q=GGO", 8),
        ("q=male", 5),
        ("q=revlimid", 5),
    ],
)
def test_the_second_reader_selects_as_many_cases_as_the_files_tell(link: str, cases: int) -> None:
    assert len(SecondReader(CASES).select(link)) == cases
