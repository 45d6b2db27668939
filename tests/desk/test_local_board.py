"""Local cases in the table of the board: under their numbers, for who may see single ones, each look told."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from access import downloads
from access.downloads import File, NotAllowedError, Request
from access.identity import Identity
from casebook.board.patient import Patient
from casebook.selection import Selection
from casebook.store import open_release
from casebook.ui import prepare
from desk.ui import local_board
from registry import store
from tests.access.test_entrance import RULES, roles_file
from tests.desk.following import BESIDE, all_of, followed, looks
from tests.desk.local_release import local, thirty

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["local", "roles_file", "thirty"]

PATIENT = {"p_drug": "pomalidomide", "p_infection": "yes"}


@pytest.fixture
def desk(roles_file: Path, local: None) -> Path:  # noqa: ARG001
    """Have sign-in and thirty local cases; gives the file of roles."""
    return roles_file


@pytest.mark.usefixtures("desk")
def test_published_and_local_cases_stand_in_one_table_with_a_column_that_tells_which() -> None:
    app = followed("board", BESIDE | PATIENT, "reviewer", "local")
    text = all_of(app)

    assert "<b>published or local</b>" in text
    assert "<span>published</span>" in text
    assert "<strong>Local case 1</strong>" in text
    assert "<span>local</span>" in text
    assert re.search(r"[0-9]+ published cases compared on 2 criteria\..* Beside them 30 local cases", text)
    assert "one_case?case=local" not in text
    assert not [box for box in app.checkbox if "Local" in box.label]
    (look,) = looks()
    assert look["page"] == "board"
    assert "local-1" in look["cases"].split(", ")
    assert "infection" not in json.dumps(look)


@pytest.mark.usefixtures("desk")
def test_without_local_cases_held_beside_the_table_is_as_it_was() -> None:
    app = followed("board", PATIENT, "reviewer", "local")

    assert "published or local" not in all_of(app)
    assert looks() == []


@pytest.mark.usefixtures("desk")
def test_who_may_see_counts_alone_sees_no_local_row() -> None:
    app = followed("board", BESIDE | PATIENT, "clinician", "local")

    assert "Here they need one of the roles curator, pharmacist, reviewer" in app.info[0].value
    assert "Local case 1" not in all_of(app)
    assert looks() == []


@pytest.mark.usefixtures("desk")
def test_below_five_local_cases_the_table_names_none() -> None:
    query = {"compare": "cases=local&outcome=worsened"}

    app = followed("board", query | PATIENT, "reviewer", "local")

    assert "fewer than 5 local cases" in app.info[0].value
    assert "Local case 1" not in all_of(app)
    assert looks() == []


def test_the_table_with_local_rows_is_handed_out_with_an_event_and_to_nobody_whose_right_has_gone(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[prepare.LocalRows] = []
    made = local_board.LocalRows
    monkeypatch.setattr(local_board, "LocalRows", lambda *parts: handed.append(made(*parts)) or handed[-1])
    app = followed("board", BESIDE | PATIENT, "reviewer", "local")
    open_release()
    view = app.session_state["view_to_tell"]
    request = Request(Identity("zoe", (), 0.0, "a session"), lambda: "all", view)

    def make() -> bytes:
        rows = prepare.rows_of_file(Selection(), Patient(drug="pomalidomide"), handed[0])
        return rows.select("case_id", "cases").write_csv().encode()

    content = downloads.hand_out(File("comparison.csv", "text/csv", "rows"), make, request, store.append)
    cases = pl.read_csv(content).unique()
    (exported,) = (json.loads(event.content) for event in store.every_event() if event.kind == "exported")
    assert set(cases["cases"]) == {"published", "local"}
    assert set(cases.filter(cases="local")["case_id"]) == {f"local-{number}" for number in range(1, 31)}
    assert exported["local_release"] == looks()[0]["release"]
    assert exported["local_filter"] == "no filter"
    assert exported["sha256"]

    desk.write_text(RULES.replace('locals = ["local"]', 'locals = ["reader"]'))
    with pytest.raises(NotAllowedError, match="to those alone who may see them"):
        downloads.hand_out(File("comparison.csv", "text/csv", "rows"), make, request, store.append)
