"""How long it takes from the click on Accept until the pages show the case.

In Chromium a reviewer accepts a case that somebody else handed in. As soon as the casebook file is the new one, a
reader who has the first page open clicks a filter; at every second acceptance, a reader opens that page anew instead.
What counts is the time from the reviewer's click until the reader's page has one case more. Beside it stand the time
until the new casebook file is in place, and the processor time of the server, of both pages.

    python -m bench.desk_acceptance
    python -m bench.desk_acceptance --like bench/out/cases-1000-20261128
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from bench.clicks import work
from bench.desk_entry import wait
from bench.load import load
from bench.signed_in import signed_in, with_sign_in
from casebook.codebook import codebook
from casebook.curation.build import build
from casebook.curation.reading import CASES
from desk import steps
from desk.drafts import read, start
from desk.person import Person
from desk.places import entries_of
from desk.present import present_cases
from run import find_browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

_PATIENCE = 60_000
"""Milliseconds to wait for a page."""


class Acceptance(NamedTuple):
    """Seconds from the click on Accept until the casebook file is in place, and until the reader's page has the case.

    `processor` are the seconds of processor time that the server used meanwhile.
    """

    in_place: float
    shown: float
    processor: float


def main() -> int:
    """Accept one case after another, and print how long it took; returns 1 where one took longer than is allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acceptances", type=int, default=10, help="how many cases are accepted (default: 10)")
    parser.add_argument("--like", type=Path, default=CASES, help="the cases that are there (default: data/cases)")
    parser.add_argument("--allowed", type=float, default=4.0, help="seconds until the page has the case (default: 4)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        accepted = _accept_each(Path(name), asked.like, asked.acceptances)
    print(f"Load {load()} on {os.cpu_count()} cores; seconds from the click on Accept, median / most:\n")
    print("| the reader | acceptances | file in place | page has the case | server's processor |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for reader, times in accepted.items():
        cells = [f"{median(column):.1f} / {max(column):.1f}" for column in zip(*times, strict=True)]
        print(f"| {reader} | {len(times)} | {' | '.join(cells)} |")
    return int(any(one.shown > asked.allowed for times in accepted.values() for one in times))


def _accept_each(folder: Path, like: Path, acceptances: int) -> dict[str, list[Acceptance]]:
    """Accept so many cases, and give the times, by what the reader does."""
    cases, into = folder / "cases", folder / "casebook.duckdb"
    shutil.copytree(like, cases)
    release, _ = build(cases, into)
    os.environ |= with_sign_in(folder)
    names = [_hand_in(cases, number) for number in range(acceptances)]
    people, settings = {"reader": "readers", "zoe": "reviewers"}, {"CASES": str(cases), "CASEBOOK": str(into)}
    with signed_in(folder, people, settings) as dashboard, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        reviewer, reader = browser.new_page(), browser.new_page()
        address = dashboard.addresses["reader"]
        reader.goto(address)
        _wait_for_cases(reader, release["cases"])
        ways: dict[str, Callable[[], object]] = {
            "clicks a filter": lambda: reader.locator(".st-key-drug").get_by_text("lenalidomide", exact=True).click(),
            "opens the page anew": lambda: reader.goto(address),
        }
        accepted: dict[str, list[Acceptance]] = {way: [] for way in ways}
        for number, (name, way) in enumerate(zip(names, cycle(ways), strict=False), release["cases"] + 1):
            _choose(reviewer, dashboard.addresses["zoe"], name)
            before, used = into.resolve(), work(dashboard.process)
            began = time.monotonic()
            reviewer.get_by_role("button", name="Accept", exact=True).click()
            while into.resolve() == before:
                reviewer.wait_for_timeout(20)
            in_place = time.monotonic() - began
            ways[way]()
            _wait_for_cases(reader, number)
            shown = time.monotonic() - began
            reviewer.get_by_text("It is part of release").wait_for(timeout=_PATIENCE)
            accepted[way].append(Acceptance(in_place, shown, (work(dashboard.process) - used) / 1000))
        browser.close()
    return accepted


def _hand_in(cases: Path, number: int) -> str:
    """Hand in a copy of the first case, under a name of its own; gives the name."""
    name = f"accepted-{number}"
    case = json.loads(min(cases.glob("*.json")).read_text(encoding="utf-8"))
    ann = Person("ann", frozenset({"curator"}))
    draft = start(ann, {"from": "nothing"}, None, {**entries_of(case), "case_id": name, "case_name": name})
    steps.submit(ann, read(draft), codebook(), present_cases(cases))
    return name


def _choose(page: Page, address: str, name: str) -> None:
    """Open the page Accept, and choose a case there."""
    page.goto(f"{address}/accept")
    field = page.get_by_role("combobox", name="Handed in").first
    field.wait_for(timeout=_PATIENCE)
    wait(page)
    field.press_sequentially(name)
    field.press("Enter")
    wait(page)
    page.get_by_role("button", name="Accept", exact=True).wait_for(timeout=_PATIENCE)


def _wait_for_cases(page: Page, cases: int) -> None:
    """Wait until a page says that the casebook has so many cases."""
    page.get_by_text(f" of {cases:,} cases").first.wait_for(timeout=_PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
