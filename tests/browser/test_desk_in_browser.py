"""The form of the desk in a real browser: by keyboard alone, accessible while it is filled, as wide as a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from bench.desk_entry import choose_term, type_text, wait
from bench.signed_in import signed_in
from casebook.curation.build import build
from desk.drafts import every_draft, start
from desk.person import Person
from desk.places import entries_of
from registry.table import engine_of
from tests.casefiles import SOUND
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from desk.draft import Draft

    Colours = Literal["light", "dark"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OF_STREAMLIT = {"list", "listitem"}
"""Faults of the menu in the sidebar as Streamlit draws it on a phone, on every page."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Serve the dashboard with a filled draft, for Ann and Ben, who both are curators."""
    folder: Path = tmp_path_factory.mktemp("desk")
    build(CASES, folder / "casebook.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTRY", f"sqlite:///{folder / 'registry.sqlite'}")
        start(
            Person("ann", frozenset({"curator"})),
            {"from": "nothing"},
            None,
            {**entries_of(SOUND), "case_id": "doe-2024"},
        )
        settings = {"CASES": str(CASES), "CASEBOOK": str(folder / "casebook.duckdb")}
        with signed_in(folder, {"ann": "curators", "ben": "curators"}, settings) as dashboard:
            yield dashboard.addresses
        engine_of.cache_clear()


def open_draft(page: Page, address: str) -> None:
    """Open the draft of the case, in the section of the patient."""
    page.goto(f"{address}/enter")
    field = page.get_by_role("combobox", name="Draft").first
    field.wait_for(timeout=60_000)
    wait(page)
    field.press_sequentially("doe")
    field.press("Enter")
    wait(page)
    page.get_by_role("radio", name="Patient", exact=True).press("Space")
    wait(page)


def draft() -> Draft:
    """Give the draft of the case as the registry has it."""
    return next(draft for draft in every_draft() if draft.case_id == "doe-2024")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_filled_form_has_no_serious_fault_and_is_no_wider_than_the_screen(
    width: int, colours: Colours, site: dict[str, str], browser: Browser
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=colours) as window:
        page = window.new_page()
        open_draft(page, site["ann"])
        page.mouse.move(1, 1)

        violations = Axe().run(page).response["violations"]

        serious = {one["id"] for one in violations if one["impact"] in {"serious", "critical"}}
        assert serious <= (OF_STREAMLIT if width < 400 else set()), serious
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide == 0


@pytest.mark.parametrize("answer", ["no", "yes", "not reported", "not read"])
def test_an_answer_that_is_typed_whole_is_the_one_that_the_enter_key_takes(
    answer: str, site: dict[str, str], browser: Browser
) -> None:
    with browser.new_context() as window:
        page = window.new_page()
        open_draft(page, site["ann"])

        choose_term(page, "Prior lung disease", answer)

        page.get_by_role("combobox", name="Smoking").first.focus()
        wait(page)
        entry = draft().value("facts.prior_lung_disease")
        assert answer in {entry.get("value"), entry.get("state")}


def test_two_browsers_go_on_in_one_draft_and_nothing_is_overwritten_unseen(
    site: dict[str, str], browser: Browser
) -> None:
    with browser.new_context() as of_ann, browser.new_context() as of_ben:
        ann, ben = of_ann.new_page(), of_ben.new_page()
        open_draft(ann, site["ann"])
        open_draft(ben, site["ben"])

        type_text(ann, "Indication: note", "as in the title")
        type_text(ben, "Indication: locator", "Table 1")

        ben.get_by_text("ann changed “Indication” meanwhile").wait_for(timeout=30_000)
        entry = draft().value("facts.indication")
        assert entry["note"] == "as in the title"
        assert entry["locator"] != "Table 1"
        choose_term(ben, "Smoking", "never")
        assert draft().value("facts.smoking")["value"] == "never"
        assert draft().authors == {"ann", "ben"}


def test_whoever_begins_a_case_and_withdraws_it_reads_both_and_keeps_place_and_focus(
    site: dict[str, str], browser: Browser
) -> None:
    with browser.new_context() as window:
        page = window.new_page()
        page.goto(f"{site['ann']}/enter")
        page.get_by_text("Begin a new case").click(timeout=60_000)
        type_text(page, "Family name of the first author", "Roe")
        page.get_by_role("button", name="Begin", exact=True).press("Enter")
        begun = page.get_by_text("roe-nd: begun, and open below.")
        begun.wait_for(timeout=30_000)

        page.get_by_text("Withdraw this draft").click()
        type_text(page, "Name", "Roe, year not read")

        begun.wait_for(state="hidden", timeout=30_000)
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Help for Same patient as"
        page.get_by_role("button", name="Withdraw", exact=True).press("Enter")
        page.get_by_text("A draft is withdrawn with a reason: write one.").wait_for(timeout=30_000)
        type_text(page, "Reason for withdrawing", "It has no patient.")
        page.get_by_role("button", name="Withdraw", exact=True).press("Enter")
        page.get_by_text("roe-nd: withdrawn.").wait_for(timeout=30_000)
