"""A file is handed out with exactly one event, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from access import downloads
from access.downloads import File, NotAllowedError, Request, hand_out
from access.identity import Identity
from access.roles import LEVELS, ROLES, TAKE_AWAY, parse_rules
from registry import store
from registry.errors import RegistryError

if TYPE_CHECKING:
    from pathlib import Path

WHO = Identity("a.doe", ("doctors",), float("inf"))
COUNTS = b"drug,cases\nthalidomide,3\n"
ROWS = b"case_id;drug\ndoe-2024;thalidomide\nroe-2023;lenalidomide\n"


@pytest.fixture(autouse=True)
def _registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'registry.sqlite'}")


def request(level: str) -> Request:
    """Ask as somebody who takes away this much."""
    return Request(WHO, lambda: level, {"filter": "drug: thalidomide", "release": "2026-11-28"})


def test_a_file_is_handed_out_with_one_event_that_tells_all_of_it() -> None:
    content = hand_out(File("cases.csv", "text/csv", "rows"), lambda: ROWS, request("rows"), store.append)

    (event,) = store.every_event()
    about = json.loads(event.content)
    assert content == ROWS
    assert (event.actor, event.kind, event.subject) == ("a.doe", "exported", "cases.csv")
    assert about == {
        "filter": "drug: thalidomide",
        "release": "2026-11-28",
        "level": "rows",
        "bytes": len(ROWS),
        "sha256": hashlib.sha256(ROWS).hexdigest(),
        "columns": ["case_id", "drug"],
        "rows": 2,
    }


@pytest.mark.parametrize(("level", "has"), [("counts", "none"), ("rows", "counts"), ("all", "rows")])
def test_what_is_above_the_right_of_the_reader_is_neither_made_nor_handed_out(level: str, has: str) -> None:
    made = []

    with pytest.raises(NotAllowedError, match=f"needs the right to take away {level}; a.doe has: {has}"):
        hand_out(File("a.csv", "text/csv", level), lambda: made.append(1) or COUNTS, request(has), store.append)

    assert made == []
    assert store.last().events == 0


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_the_files_of_its_level_and_none_above(role: str, level: str) -> None:
    rules = parse_rules(f'[groups]\ndoctors = ["{role}"]\n')
    asked = Request(WHO, lambda: rules.level_of(rules.roles_of(WHO.groups)), {})

    if LEVELS.index(level) <= LEVELS.index(TAKE_AWAY[role]):
        assert hand_out(File("a.csv", "text/csv", level), lambda: COUNTS, asked, store.append) == COUNTS
        assert store.last().events == 1
    else:
        with pytest.raises(NotAllowedError, match=f"needs the right to take away {level}"):
            hand_out(File("a.csv", "text/csv", level), lambda: COUNTS, asked, store.append)
        assert store.last().events == 0


def test_rows_of_cases_under_the_name_of_counts_are_not_handed_out() -> None:
    with pytest.raises(NotAllowedError, match="take away rows"):
        hand_out(File("a.csv", "text/csv", "counts"), lambda: ROWS, request("counts"), store.append)

    assert store.last().events == 0


def test_nothing_is_handed_out_where_the_event_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'nowhere' / 'registry.sqlite'}")

    with pytest.raises(RegistryError):
        hand_out(File("b.csv", "text/csv", "counts"), lambda: COUNTS, request("all"), store.append)

    assert not downloads.is_granted(file_id(COUNTS, "b.csv"), "a.doe")


def test_a_file_can_be_fetched_by_who_asked_for_it_and_by_nobody_else() -> None:
    hand_out(File("c.csv", "text/csv", "counts"), lambda: COUNTS, request("all"), store.append)

    assert downloads.is_granted(file_id(COUNTS, "c.csv"), "a.doe")
    assert not downloads.is_granted(file_id(COUNTS, "c.csv"), "b.roe")
    assert not downloads.is_granted("0" * 64, "a.doe")


def test_of_a_zip_each_file_is_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cases.csv", ROWS)
        archive.writestr("about.txt", "about")

    about = downloads.describe("cases.zip", packed.getvalue())

    assert about["files"]["cases.csv"]["rows"] == 2
    assert about["files"]["about.txt"] == {"bytes": 5, "sha256": hashlib.sha256(b"about").hexdigest()}


def file_id(content: bytes, name: str) -> str:
    """Give the part of an address under which Streamlit keeps a file."""
    return downloads._calculate_file_id(content, "text/csv", name)  # noqa: SLF001
