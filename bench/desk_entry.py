"""How long it takes to enter a case of 21 known facts at the desk, by keyboard, each with its locator.

Chromium types as fast as a person who knows what to write (80 ms a letter), and waits for each answer of the page.
Neither reading the source nor choosing what to write is in it.

    python -m bench.desk_entry
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench.signed_in import signed_in
from casebook.curation.build import build
from casebook.curation.reading import CASES
from run import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

MILLISECONDS_A_LETTER = 80
SOURCE = (
    ("Citation", "Entry J. Lenalidomide and the lung. Journal of Tests 2024."),
    ("What was read", "the abstract"),
)
TERM, TEXT = "term", "text"
FACTS = {
    "Patient": (
        (TEXT, "Age (years)", "72"),
        (TERM, "Sex", "male"),
        (TEXT, "Indication", "Multiple myeloma, IgG kappa"),
        (TERM, "Smoking", "never"),
        (TERM, "Prior lung disease", "no"),
    ),
    "Exposure": (
        (TERM, "Suspect drug", "lenalidomide"),
        (TEXT, "Dose", "25 mg daily for 21 of 28 days"),
        (TERM, "Background steroid", "yes"),
        (TERM, "Prior IMiD exposure", "no"),
    ),
    "Onset": (
        (TEXT, "Latency as reported", "30 days"),
        (TEXT, "Latency, number", "30"),
        (TERM, "Latency given as", "as given"),
        (TERM, "Latency, unit", "day"),
        (TEXT, "Latency (days)", "30"),
    ),
    "Severity": ((TEXT, "PaO2 (mmHg)", "54"), (TERM, "Respiratory support", "oxygen")),
    "Lavage": ((TERM, "Lavage done", "yes"), (TEXT, "BAL lymphocytes (%)", "46")),
    "Treatment": ((TERM, "Suspect drug stopped", "yes"), (TERM, "Steroid for the lung event", "yes")),
    "Outcome": ((TERM, "Outcome", "resolved"),),
}
"""By section of the form what is entered, in the order of the form."""

LOCATOR = "Abstract, sentence 3"


def wait(page: Page) -> None:
    """Wait until the page has answered."""
    page.wait_for_timeout(150)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)


def type_text(page: Page, label: str, text: str, letter: float = MILLISECONDS_A_LETTER) -> None:
    """Type into a field, a letter in so many milliseconds, and leave it with the tab key."""
    field = page.get_by_label(label, exact=True).last
    field.focus()
    field.press_sequentially(text, delay=letter)
    field.press("Tab")
    wait(page)


def choose_term(page: Page, label: str, term: str, letter: float = MILLISECONDS_A_LETTER) -> None:
    """Find a term by its letters, and take it with the enter key."""
    field = page.get_by_role("combobox", name=label).first
    field.focus()
    field.press_sequentially(term, delay=letter)
    field.press("Enter")
    wait(page)


def begin(page: Page, address: str, letter: float) -> None:
    """Begin a case from its DOI, and say how it was read."""
    page.goto(f"{address}/enter")
    page.get_by_text("Begin a new case").click(timeout=60_000)
    wait(page)
    for label, text in (("DOI or PubMed number", "10.1000/entry.1"), ("Family name of the first author", "Entry")):
        type_text(page, label, text, letter)
    type_text(page, "Year", "2024", letter)
    page.get_by_role("button", name="Begin", exact=True).press("Enter")
    wait(page)
    for label, text in SOURCE:
        type_text(page, label, text, letter)
    choose_term(page, "Read as", "abstract", letter)


def enter_facts(page: Page, letter: float) -> Iterator[float]:
    """Enter the facts, as they are asked for; gives for each the seconds that it took."""
    for section, facts in FACTS.items():
        page.get_by_role("radio", name=section, exact=True).press("Space")
        wait(page)
        for kind, label, text in facts:
            began = time.monotonic()
            (choose_term if kind == TERM else type_text)(page, label, text, letter)
            type_text(page, f"{label}: locator", LOCATOR, letter)
            yield time.monotonic() - began


def main() -> int:
    """Enter the case, and print how long it took; returns 1 where the page does not count all of its facts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=sum(map(len, FACTS.values())), help="how many are entered")
    parser.add_argument(
        "--letter", type=float, default=MILLISECONDS_A_LETTER, help="milliseconds a letter (default: %(default)s)"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        build(CASES, folder / "casebook.duckdb")
        settings = {"CASES": str(CASES), "CASEBOOK": str(folder / "casebook.duckdb")}
        with signed_in(folder, {"ann": "curators"}, settings) as dashboard:
            browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            began = time.monotonic()
            begin(page, dashboard.addresses["ann"], chosen.letter)
            seconds = list(islice(enter_facts(page, chosen.letter), chosen.facts))
            print(f"{len(seconds)} facts in {time.monotonic() - began:.0f} s, the slowest {max(seconds):.1f} s")
            counted = page.get_by_text(f"{len(seconds)} of").count()
            browser.close()
    return int(not counted)


if __name__ == "__main__":
    sys.exit(main())
