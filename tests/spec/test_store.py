"""The store: a dashboard that runs goes on answering while a new release takes the place of the old one."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from casebook import store
from casebook.curation.build import build
from casebook.selection import Selection
from casebook.store import CasebookError, ask, ask_each, connect, held_release, open_release, release
from tests.casefiles import SOUND, with_changes, write_case
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a casebook of one case, a patient of 72 years; gives its folder."""
    folder = tmp_path_factory.mktemp("built")
    write_case(folder / "cases", SOUND)
    build(folder / "cases", folder / "casebook.duckdb")
    return folder


@pytest.fixture
def into(built: Path, tmp_path: Path) -> Iterator[Path]:
    """Copy the casebook of one case; later tests ask the shipped one again."""
    yield shutil.copytree(built, tmp_path / "casebook", symlinks=True) / "casebook.duckdb"
    open_release()


def put_in_place(into: Path, age: int) -> str:
    """Build another release, in which the patient has another age; give its name."""
    write_case(into.parent / "cases", with_changes({"facts.age_years.value": age}))
    told, made = build(into.parent / "cases", into)
    assert made
    return str(told["release"])


def on_a_run_of_its_own(into: Path) -> tuple[str, str]:
    """Ask as a page run does, on a thread of its own: the release, and the age that it tells."""
    answered: list[tuple[str, str]] = []

    def ask_both() -> None:
        open_release(into)
        answered.append((str(release()["release"]), ask("case_table", Selection())["age_years"].item()))

    run = threading.Thread(target=ask_both)
    run.start()
    run.join()
    return answered[0]


@pytest.mark.slow
def test_the_next_run_answers_from_the_new_release_without_a_restart(into: Path) -> None:
    old, _ = on_a_run_of_its_own(into)

    new = put_in_place(into, 73)

    assert old != new
    assert on_a_run_of_its_own(into) == (new, "73")


@pytest.mark.slow
def test_a_run_under_way_answers_to_its_end_from_the_release_it_began_with(into: Path) -> None:
    open_release(into)
    before = str(release()["release"])

    put_in_place(into, 73)
    put_in_place(into, 74)

    assert ask("case_table", Selection())["age_years"].item() == "72"
    assert str(release()["release"]) == before
    open_release(into)
    assert ask("case_table", Selection())["age_years"].item() == "74"


@pytest.mark.slow
def test_a_connection_opened_before_a_build_goes_on_answering(into: Path) -> None:
    with connect(into.resolve()) as opened:
        for age in (73, 74, 75):
            put_in_place(into, age)

        assert ask("case_table", Selection(), opened)["age_years"].item() == "72"


@pytest.mark.slow
def test_every_run_among_many_answers_from_one_release_while_releases_change(into: Path) -> None:
    ages = {str(release_of(into)): "72"}
    done = threading.Event()

    def ask_until_done() -> list[tuple[str, str]]:
        answered = []
        while not done.wait(0.05):
            open_release(into)
            name = str(release()["release"])
            answered += [(name, ask("case_table", Selection())["age_years"].item()) for _ in range(3)]
        return answered

    with ThreadPoolExecutor(3) as runs:
        asking = [runs.submit(ask_until_done) for _ in range(3)]
        try:
            ages |= {put_in_place(into, age): str(age) for age in range(60, 63)}
        finally:
            done.set()
        answered = {answer for run in asking for answer in run.result(timeout=60)}

    assert answered <= set(ages.items())
    assert len({name for name, _ in answered}) > 1


@pytest.mark.slow
def test_what_another_thread_makes_of_a_held_release_is_of_that_release(into: Path) -> None:
    open_release(into)
    held = held_release()
    put_in_place(into, 73)

    with ThreadPoolExecutor(1) as elsewhere:
        made = elsewhere.submit(ask, "case_table", Selection(), held).result(timeout=60)

    assert made["age_years"].item() == "72"


@pytest.mark.slow
def test_questions_asked_at_once_get_their_own_answers_from_the_held_release(into: Path) -> None:
    open_release(into)
    put_in_place(into, 73)
    none = Selection(q="words that no case holds")

    answers = ask_each([Selection(), none], "selected_count", "case_table")

    assert [rows["selected"].item() for rows in answers["selected_count"]] == [1, 0]
    assert [rows["age_years"].to_list() for rows in answers["case_table"]] == [["72"], []]


@pytest.mark.slow
def test_an_answer_that_is_kept_is_given_for_its_release_alone(into: Path) -> None:
    open_release(into)
    before = ask_each([Selection()], "case_table")
    put_in_place(into, 73)
    held = ask_each([Selection()], "case_table")
    open_release(into)

    after = ask_each([Selection()], "case_table")

    assert [one["case_table"][0]["age_years"].item() for one in (before, held, after)] == ["72", "72", "73"]


def test_the_same_question_gets_the_very_same_rows_in_a_list_of_the_callers_own(into: Path) -> None:
    open_release(into)
    first = ask_each([Selection()], "selected_count")["selected_count"]
    (rows,) = first
    first.clear()

    (again,) = ask_each([Selection()], "selected_count")["selected_count"]

    assert again is rows


@pytest.mark.slow
def test_what_a_first_click_asks_is_answered_before_it(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Selection | None]] = []
    monkeypatch.delenv("ANSWER_AHEAD")
    monkeypatch.setattr(store, "ask", lambda name, of, *others: asked.append((name, of)) or ask(name, of, *others))
    open_release(into)
    clicks = Selection.of_one_term()

    ask_each([Selection()], "case_table", "selected_count")
    store._AHEAD.submit(int).result()  # noqa: SLF001  what was asked for before is answered by then
    answers = [ask_each([click], "case_table", "selected_count")["case_table"][0].height for click in clicks]

    assert len(asked) == 2 * (1 + len(clicks))
    assert sum(height for height, click in zip(answers, clicks, strict=True) if click.drug) == 1


def test_nothing_is_answered_ahead_where_the_environment_says_so(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Selection | None] = []
    monkeypatch.setattr(store, "ask", lambda name, of, *others: asked.append(of) or ask(name, of, *others))
    monkeypatch.setenv("ANSWER_AHEAD", "no")
    open_release(into)

    ask_each([Selection()], "selected_count")
    store._AHEAD.submit(int).result()  # noqa: SLF001  what was asked for before is answered by then

    assert asked == [Selection()]


@pytest.mark.slow
def test_a_page_that_narrows_by_itself_has_the_claims_of_a_first_click_answered_too(
    into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Selection | None]] = []
    monkeypatch.delenv("ANSWER_AHEAD")
    monkeypatch.setattr(store, "ask", lambda name, of, *others: asked.append((name, of)) or ask(name, of, *others))
    open_release(into)

    store.answer_ahead(Selection(), "claims")
    store._AHEAD.submit(int).result()  # noqa: SLF001  what was asked for before is answered by then

    assert {of for name, of in asked if name == "claims"} == {*Selection.of_one_term()}


def test_a_missing_case_file_is_said_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match=r"no case file casebook\.duckdb.*python -m casebook\.build"):
        open_release(tmp_path / "casebook.duckdb")


@pytest.mark.parametrize("found", [b"", b"no casebook", b"\0" * 20_000])
def test_a_damaged_case_file_is_said_with_the_command_that_makes_it(tmp_path: Path, found: bytes) -> None:
    path = tmp_path / "casebook.duckdb"
    path.write_bytes(found)

    with pytest.raises(CasebookError, match=r"cannot be read.*python -m casebook\.build"):
        open_release(path)


def test_a_file_of_another_database_is_said_to_be_no_casebook(tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "casebook.duckdb").close()

    with pytest.raises(CasebookError, match="cannot be read"):
        open_release(tmp_path / "casebook.duckdb")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE release SET schema = 'of a newer version'",
        "ALTER TABLE release DROP COLUMN schema",
    ],
)
def test_a_case_file_of_another_version_is_said_to_be_one_before_anything_is_asked(into: Path, change: str) -> None:
    with duckdb.connect(into.resolve()) as opened:
        opened.execute(change)

    with pytest.raises(CasebookError, match=r"made by another version.*python -m casebook\.build.*start .* again"):
        open_release(into)


@pytest.mark.parametrize(
    "command",
    [
        "DELETE FROM cases",
        "CREATE TABLE notes (note VARCHAR)",
        "COPY cases TO 'cases.csv'",
        "SELECT * FROM read_text('pyproject.toml')",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_an_open_casebook_neither_changes_nor_lets_anything_in_or_out(
    shipped: duckdb.DuckDBPyConnection, command: str
) -> None:
    with pytest.raises(duckdb.Error):
        shipped.cursor().execute(command)


def test_rows_arrive_with_terms_in_the_order_of_the_vocabulary(shipped: duckdb.DuckDBPyConnection) -> None:
    by_drug = ask("steroid_by_drug", Selection(), shipped).filter(pl.col("steroid_for_event") == "yes")

    assert by_drug["drug"].to_list() == ["thalidomide", "lenalidomide", "pomalidomide"]


def test_the_shipped_release_is_named_after_its_newest_case_and_content(tmp_path: Path) -> None:
    told, _ = build(CASES, tmp_path / "casebook.duckdb")

    assert told["release"] == f"{told['newest_case']}-{str(told['content'])[:8]}"


def release_of(into: Path) -> str:
    """Tell the release of a casebook file."""
    with connect(into.resolve()) as casebook:
        return str(release(casebook)["release"])
