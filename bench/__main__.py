"""How fast the casebook is, as Markdown: `python -m bench`, and `python -m bench --help` for a part of it.

Synthetic case files and the case files built from them are kept in bench/out. Times depend on what else the machine
does: its load stands above the figures, and two states of the source are compared by their ratio on one machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bench.clicks import memory, time_clicks
from bench.load import load
from bench.questions import FILTERS, HANDED_OUT, time_questions
from bench.synthetic_cases import SEED, write_case_files
from casebook.curation.build import CASES
from common.paths import ROOT
from common.server import serving

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OUT = ROOT / "bench" / "out"
SHIPPED = "shipped"
BARE = "bare"
YARDSTICKS = {BARE: "bench/bare_page.py", "naive": "bench/naive_page.py"}
"""What stands for the yardsticks among the pages, and their scripts."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was measured."""
    asked = _read(arguments)
    OUT.mkdir(exist_ok=True)
    print(f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {load()}.\n")
    casebooks = {cases: OUT / f"casebook-{cases}.duckdb" for cases in asked.cases}
    print("| cases | build | case files |\n| ---: | ---: | ---: |")
    for cases, casebook in casebooks.items():
        folder = _case_files(cases)
        print(f"| {cases} | {_build(folder, casebook, again='build' in asked.parts)} | {_size(folder)} |")
    for cases, casebook in casebooks.items():
        if "questions" in asked.parts:
            _report_questions(cases, casebook)
    if {"script", "clicks"} & set(asked.parts):
        _report_pages(asked, casebooks)
    return 0


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure how fast the casebook is.")
    parser.add_argument(
        "--cases", nargs="+", default=[SHIPPED, "1000", "100000"], help="numbers of synthetic cases, or “shipped”"
    )
    parser.add_argument(
        "--pages", nargs="+", default=[BARE, "overview"], help="pages, “bare” or “naive” for the yardsticks"
    )
    parser.add_argument("--clicks", type=int, default=30, help="filter clicks on each page")
    parser.add_argument(
        "--parts", nargs="+", default=["build", "questions", "script", "clicks"], help="what to measure"
    )
    return parser.parse_args(arguments)


def _case_files(cases: str) -> Path:
    """Give the folder of case files; synthetic ones are made once."""
    if cases == SHIPPED:
        return CASES
    folder = OUT / f"cases-{cases}-{SEED}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        write_case_files(int(cases), unfinished)
        unfinished.rename(folder)
    return folder


def _build(folder: Path, casebook: Path, *, again: bool) -> str:
    """Build the case file, as a curator would; say how long it took."""
    if again:
        casebook.unlink(missing_ok=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "casebook.build", "--cases", str(folder), "--into", str(casebook)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603  our own build
    return f"{time.perf_counter() - begun:.1f} s" if again else "not measured"


def _report_questions(cases: str, casebook: Path) -> None:
    taken = time_questions(casebook)
    print(f"\nQuestions over {cases} cases, median ms (load {load()}):\n")
    print(f"| question | {' | '.join(FILTERS)} |\n| --- |{' ---: |' * len(FILTERS)}")
    for question, times in taken.items():
        name = f"{question} (download)" if question in HANDED_OUT else question
        print(f"| {name} | {' | '.join(f'{taken_ms:.1f}' for taken_ms in times.values())} |")


def _report_pages(asked: argparse.Namespace, casebooks: dict[str, Path]) -> None:
    print(f"\n{asked.clicks} filter clicks, ms, median / p95:\n")
    print("| page | cases | script alone | click to charts | again, answers kept | server + page | server MB | load |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for page in asked.pages:
        for cases, casebook in casebooks.items():
            loaded = load()
            app, ours = (YARDSTICKS[page], "overview") if page in YARDSTICKS else ("app.py", page)
            terms, script = _time_script(casebook, ours, asked.clicks)
            cells = [_middle_and_high(script) if "script" in asked.parts and ours == page else ""]
            if "clicks" in asked.parts:
                with serving(OUT / "streamlit.log", script=app, env={"CASEBOOK": str(casebook)}) as server:
                    before, path = memory(server.process.pid), "" if ours == "overview" else page
                    first, again = (time_clicks(server, path, terms) for _ in range(2))
                    cells += [_middle_and_high(first.redrawn), _middle_and_high(again.redrawn)]
                    cells += [f"{first.server_work:.0f} + {first.page_work:.0f}"]
                    cells += [f"{before:.0f} to {memory(server.process.pid):.0f}"]
            print(f"| {page} | {cases} | {' | '.join(cells)} | {loaded} |", flush=True)


def _time_script(casebook: Path, page: str, clicks: int) -> tuple[list[tuple[str, str]], list[float]]:
    """Run the page in a process of its own, over that case file: the terms clicked, and the milliseconds of each."""
    command = [sys.executable, "-m", "bench.script", page, str(clicks)]
    timed = subprocess.run(  # noqa: S603  our own page
        command, cwd=ROOT, check=True, capture_output=True, text=True, env=os.environ | {"CASEBOOK": str(casebook)}
    )
    clicked = json.loads(timed.stdout)
    return [(key, term) for key, term, _ in clicked], [taken for *_, taken in clicked]


def _middle_and_high(times: list[float]) -> str:
    return f"{median(times):.0f} / {quantiles(times, n=20, method='inclusive')[-1]:.0f}"


def _size(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.glob('*.json')) / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
