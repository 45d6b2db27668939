"""How fast the board is, as Markdown: `python -m bench.board`, over the shipped cases and over 1 000 synthetic ones.

Measured are the page to take along (PDF, from the questions to the bytes), the run of the board's page on the server
after a change of the patient, in Prepare and in Present (AppTest: its own work is counted too, a browser's is not), and
clicks in headless Chromium, from the pointer event to the last change of a chart or table (bench/clicks.py). The run of
the page is measured in a process of its own, which is started with --alone and finds the case file in CASEBOOK.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from statistics import median, quantiles
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from bench.clicks import time_clicks
from bench.load import load
from bench.synthetic_cases import SEED, write_case_files
from casebook.board.bands import read_board
from casebook.board.one_page import one_page
from casebook.board.patient import Patient
from casebook.curation.build import CASES, build
from casebook.selection import Selection
from casebook.store import ask, open_release
from common.paths import ROOT
from common.server import serving

if TYPE_CHECKING:
    from pathlib import Path

OUT = ROOT / "bench" / "out"
SHIPPED = "shipped"

PATIENT = "p_drug=pomalidomide&p_days=60&p_ct_patterns=ground-glass+opacities&p_lymphocytes=40"
CLICKS = {
    "prepare": [(key, term) for key in ("p_prior_imid", "p_steroid") for term in ("yes", "no", "no")],
    "prepare and present in turn": [("view", "present"), ("view", "prepare")],
}
"""Widgets and terms that are clicked, again and again; the second click on a term takes it off."""

Taken = tuple[float, float]
"""Milliseconds by the clock, and of the processor: the second does not depend on what else the machine does."""


def main() -> None:
    """Measure over each case file, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.board", description="Measure how fast the board is.")
    parser.add_argument(
        "--cases", nargs="+", default=[SHIPPED, "1000"], help="numbers of synthetic cases, or “shipped”"
    )
    parser.add_argument("--repeats", type=int, default=40, help="how often each thing is measured")
    parser.add_argument(
        "--alone", action="store_true", help="only measure page and run, over the case file in CASEBOOK"
    )
    options = parser.parse_args()
    if options.alone:
        measure(options.repeats)
        return
    OUT.mkdir(exist_ok=True)
    print(f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores.\n")
    print("| cases | what | median ms | p95 ms | processor, median ms | processor, p95 ms | load |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for cases in options.cases:
        casebook = OUT / f"board-{cases}.duckdb"
        build(_case_files(cases), casebook)
        _measure_alone(casebook, options.repeats)
        _measure_clicks(cases, casebook, options.repeats)


def measure(repeats: int) -> None:
    """Measure over the case file that the environment names."""
    cases = ask("release", casebook=open_release()).row(0, named=True)["cases"]
    _print(cases, "page to take along (PDF)", [_time_page() for _ in range(repeats)])
    for view in ("prepare", "present"):
        _print(cases, f"board, {view}: run after a change of the patient", _time_runs(view, repeats))


def _case_files(cases: str) -> Path:
    """Give the folder of case files; synthetic ones are made once."""
    if cases == SHIPPED:
        return CASES
    folder = OUT / f"cases-{cases}-{SEED}"
    if not folder.exists():
        write_case_files(int(cases), folder)
    return folder


def _measure_clicks(cases: str, casebook: Path, repeats: int) -> None:
    """Click in a browser: what is stated of the patient, in Prepare; and from Prepare to Present and back."""
    for what, clicks in CLICKS.items():
        with serving(OUT / "streamlit.log", env={"CASEBOOK": str(casebook)}) as server:
            taken = time_clicks(server, f"board?{PATIENT}", list(islice(cycle(clicks), repeats)))
        redrawn = f"{median(taken.redrawn):.0f} | {quantiles(taken.redrawn, n=20)[-1]:.0f}"
        work = f"{taken.server_work:.0f} + {taken.page_work:.0f}"
        print(f"| {cases} | board, {what}: click to redrawn | {redrawn} | {work} | | {load()} |", flush=True)


def _time_page() -> Taken:
    picked = tuple(ask("case_choices", Selection(), most=6)["case_id"])
    patient = Patient(drug="pomalidomide", days=60, symptoms=("dyspnea",), lymphocytes=40, picked=picked)
    begun = time.perf_counter(), time.process_time()
    one_page(read_board(Selection(), patient), datetime.now(UTC), "https://host/board")
    return _since(*begun)


def _time_runs(view: str, repeats: int) -> list[Taken]:
    page = AppTest.from_file(ROOT / "pages" / "frame.py", default_timeout=60).run()
    page.switch_page("cases/board.py")
    for key, value in {"view": view, "p_drug": "pomalidomide", "p_ct_patterns": "ground-glass opacities"}.items():
        page.query_params[key] = value
    page.run()
    taken = []
    for day in range(repeats):
        begun = time.perf_counter(), time.process_time()
        page = page.number_input(key="p_days").set_value(10 + day).run()
        taken.append(_since(*begun))
        if page.exception:
            raise RuntimeError(page.exception[0].message)
    return taken


def _since(begun: float, worked: float) -> Taken:
    """Give the milliseconds since then: by the clock, and of the processor."""
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)


def _print(cases: int, what: str, times: list[Taken]) -> None:
    """Print one line of the table; the first time of all is left out, as it holds what is done once a process."""
    cells = [f"{median(each):.0f} | {quantiles(each, n=20)[-1]:.0f}" for each in zip(*times[1:], strict=True)]
    print(f"| {cases} | {what} | {' | '.join(cells)} | {load()} |", flush=True)


def _measure_alone(casebook: Path, repeats: int) -> None:
    subprocess.run(  # noqa: S603  our own bench
        [sys.executable, "-m", "bench.board", "--alone", "--repeats", str(repeats)],
        cwd=ROOT,
        check=True,
        env=os.environ | {"CASEBOOK": str(casebook)},
    )


if __name__ == "__main__":
    main()
