"""The cases under data/, however many there are: what holds of any set of them. Nothing here counts them."""

from __future__ import annotations

import csv
import json
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import polars as pl
import pytest

from casebook import export
from casebook.codebook import codebook
from casebook.curation.build import CASES, build
from casebook.filters import terms_of
from casebook.release_records import read_record
from casebook.selection import Selection, every_case
from casebook.store import ask, connect
from common.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

FILES = sorted(CASES.glob("*.json"))

EVERY = every_case()


class Built(NamedTuple):
    """A casebook that was built: the name of its release, the folder of its release records, and a connection."""

    release: str
    records: Path
    casebook: duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Build a casebook from the cases; a fault in one of them fails every test here with the build's report."""
    folder = tmp_path_factory.mktemp("cases")
    shutil.copytree(CASES, folder / "cases")
    release, _ = build(folder / "cases", folder / "casebook.duckdb")
    with connect((folder / "casebook.duckdb").resolve()) as casebook:
        yield Built(str(release["release"]), folder / "releases", casebook)


def test_the_build_accepts_every_case_file(built: Built) -> None:
    cases = ask("case_table", EVERY, built.casebook)["case_id"]

    assert sorted(cases) == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_file_is_named_after_its_case_in_small_letters_digits_and_hyphens(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))

    assert case["case_id"] == path.stem
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", path.stem)


def test_no_two_case_files_hold_the_same(built: Built) -> None:
    evidence = ask("evidence", EVERY, built.casebook).filter(pl.col("state") == "known")

    by_case = evidence.group_by("case_id").agg(pl.struct("fact", "value", "locator").sort_by("fact").alias("values"))

    assert by_case["values"].n_unique() == len(FILES)


def test_every_fact_of_every_case_has_one_of_the_four_states(built: Built) -> None:
    evidence = ask("evidence", EVERY, built.casebook).with_columns(pl.col("state").cast(str))

    facts = evidence.group_by("case_id").len()["len"].unique().to_list()

    assert set(evidence["state"]) <= {"known", "not reported", "not read", "not applicable"}
    assert evidence.select("case_id", "fact").is_unique().all()
    assert len(facts) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_case_has_an_answer_without_the_one_that_it_implies(path: Path) -> None:
    facts = json.loads(path.read_text(encoding="utf-8"))["facts"]
    values = {name: entry["value"] for name, entry in facts.items() if "value" in entry}
    answers = {
        (name, term) for name, value in values.items() for term in (value if isinstance(value, list) else [value])
    }
    implied = [(name, whole) for name in values for whole in codebook().facts[name].implies]

    assert {whole for part, whole in codebook().implied() if part in answers} <= answers
    assert all(whole in answers for _, whole in implied), implied


def test_every_value_has_a_locator_and_nothing_else_has_one(built: Built) -> None:
    evidence = ask("evidence", EVERY, built.casebook)

    without = evidence.filter((pl.col("state") == "known") == (pl.col("locator") == ""))

    assert without.rows() == []


def test_a_contradiction_has_at_least_two_sides_each_with_its_place(built: Built) -> None:
    sides = pl.concat(
        ask("conflicts_of_case", casebook=built.casebook, case_id=path.stem).select(
            "position", "says", "locator", case_id=pl.lit(path.stem)
        )
        for path in FILES
    )

    by_contradiction = sides.group_by("case_id", "position").agg(pl.struct("says", "locator").n_unique().alias("sides"))

    assert by_contradiction.filter(pl.col("sides") < 2).rows() == []
    assert sides.filter(pl.col("locator") == "").rows() == []


def test_a_case_that_was_read_in_a_table_of_another_report_names_that_report(built: Built) -> None:
    from_tables = ask("case_table", Selection(read_as=("secondary table",)), built.casebook)

    assert from_tables.filter(pl.col("secondary_source") == "not reported")["case_id"].to_list() == []


def test_what_a_case_file_says_of_each_fact_is_what_the_csv_says(built: Built) -> None:
    rows = csv.DictReader(export.cases_csv(EVERY, built.casebook).decode("utf-8-sig").splitlines())

    for row in rows:
        facts = json.loads((CASES / f"{row['case_id']}.json").read_text(encoding="utf-8"))["facts"]
        for name, fact in facts.items():
            value = fact.get("value", fact.get("state"))
            if isinstance(value, list):
                none = "none" if fact.get("complete", True) else "none named"
                value = "; ".join(value) or none
            cell = row[name].removeprefix("'")
            assert cell == str(value) or float(cell) == value, (row["case_id"], name)


def test_the_record_of_the_release_of_these_cases_is_kept_in_the_tree(built: Built) -> None:
    kept = DATA / "releases" / f"{built.release}.csv"

    assert kept.exists(), "run `python -m casebook.build`, and commit data/releases/ with the cases"
    again = read_record(built.records, built.release)  # no other release was built there
    assert read_record(kept.parent, built.release).drop("before").equals(again.drop("before"))


def test_no_claim_about_all_of_the_eight_agrees_by_a_value_that_was_read_from_it(built: Built) -> None:
    files = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
    of_eight = [case["facts"] for case in files if case["source"]["in_founding_table"]]
    read_from = {fact["from_claim"] for facts in of_eight for fact in facts.values() if fact.get("from_claim")}

    verdicts = dict(ask("claims", EVERY, built.casebook).filter(scope="eight").select("claim", "verdict").rows())

    assert {claim: verdicts[claim] for claim in read_from & {1, 5, 6, 9} if verdicts[claim] == "agrees"} == {}


@pytest.mark.parametrize("drug", terms_of("drug"))
def test_claims_about_all_cases_do_not_agree_where_one_does_not_say(built: Built, drug: str) -> None:
    on_drug = Selection(drug=(drug,))
    cases = ask("case_table", on_drug, built.casebook)
    unknown = ("not reported", "not read")

    verdicts = dict(ask("claims", on_drug, built.casebook).filter(scope="filtered").select("claim", "verdict").rows())

    if cases["latency_days"].is_null().any():
        assert verdicts[1] != "agrees"
    if cases["infection_excluded"].cast(pl.String).is_in(unknown).any():
        assert verdicts[5] != "agrees"
    if cases.is_empty():
        assert {verdicts[claim] for claim in (1, 2, 3, 4, 5, 6)} == {"cannot be said"}
