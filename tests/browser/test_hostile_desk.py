"""What is typed at the desk is text to whoever reads it there, as in a case file."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bench.desk_entry import wait
from bench.signed_in import signed_in
from casebook.codebook import codebook
from casebook.curation.build import build
from desk import publication, steps
from desk.drafts import put, read, start
from desk.person import Person
from desk.places import entries_of
from desk.starting import start_correction
from registry.table import engine_of
from tests.browser.hostile import EVERYTHING, hostile_case, is_text_alone
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Request

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ANN, BEN = Person("ann", frozenset({"curator"})), Person("ben", frozenset({"reviewer"}))
ROOMS = {"enter": "Draft", "accept": "Handed in", "history": "Case"}
"""Rooms of the desk that show what was typed, and the field in which a draft or a case is chosen."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a desk for Zoe, at which a case was accepted and a correction of it handed in: every text is hostile."""
    folder: Path = tmp_path_factory.mktemp("desk")
    cases, into = shutil.copytree(CASES, folder / "cases"), folder / "casebook.duckdb"
    build(cases, into)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTRY", f"sqlite:///{folder / 'registry.sqlite'}")
        new = start(ANN, {"from": "nothing"}, None, {**entries_of(hostile_case()), "case_id": "doe-2024"})
        handed_in = steps.submit(ANN, read(new), codebook(), ()).submitted
        assert handed_in is not None
        publication.accept(BEN, new, handed_in.content["sha256"], cases, into)
        corrected = start_correction(ANN, "doe-2024", cases)
        age = {"value": 71, "locator": EVERYTHING, "note": EVERYTHING}
        put(ANN, corrected, "facts.age_years", age, read(corrected).number_at("facts.age_years"))
        steps.submit(ANN, read(corrected), codebook(), (), EVERYTHING)
        settings = {"CASES": str(cases), "CASEBOOK": str(into)}
        with signed_in(folder, {"zoe": "locals"}, settings) as dashboard:
            yield dashboard.addresses["zoe"]
        engine_of.cache_clear()


@pytest.mark.parametrize("room", ROOMS)
def test_hostile_text_of_a_draft_is_text_in_every_room(room: str, desk: str, browser: Browser) -> None:
    outside: list[str] = []

    def note(request: Request) -> None:
        outside.extend([] if request.url.startswith((desk, "data:", "blob:", "ws:")) else [request.url])

    with browser.new_context() as window:
        page = window.new_page()
        page.on("request", note)
        page.goto(f"{desk}/{room}")
        field = page.get_by_role("combobox", name=ROOMS[room]).first
        field.wait_for(timeout=60_000)
        wait(page)
        field.press_sequentially("doe")
        field.press("Enter")
        wait(page)

        is_text_alone(page)
        typed: list[str] = page.locator("input, textarea").evaluate_all("fields => fields.map(field => field.value)")
        assert "evil.example" in "".join((page.inner_text("body"), *typed))
    assert outside == []
