"""Kill loads of reports at random moments: `python -m bench.signals_kills --kills 1000`.

After each kill the database must be whole and hold the state before or after that load; the next load of the same
must succeed, hold what an uninterrupted one holds, and leave nothing unfinished behind. A page that held the database
open all the while must still answer from its own state. The first time that this does not hold is printed, and the
command ends with exit status 1. A seed draws the moments; what a load does at a moment differs from run to run.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from common.paths import ROOT
from signals.intake.load import load
from signals.measures.population import Population
from signals.store import ask, open_for_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLES = ROOT / "data" / "faers_sample"
_BEFORE = (_SAMPLES / "aers_ascii_2004q1.zip",)
_LOADED = (_SAMPLES / "faers_ascii_2017q2.zip", _SAMPLES / "faers_2022q4_sample", _SAMPLES / "DELETE21Q4.txt")
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE table_name NOT IN ('quarter', 'reject') ORDER BY ALL"


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill loads, and print how many held. Exit status: 0, or 1 at the first violation."""
    parser = argparse.ArgumentParser(prog="python -m bench.signals_kills", description="Try to break loads of reports.")
    parser.add_argument("--kills", type=int, default=1000, help="loads killed at a random moment (default: 1000)")
    parser.add_argument("--seed", type=int, default=20261128, help="draws the moments (default: 20261128)")
    asked = parser.parse_args(arguments)
    draw = random.Random(asked.seed)  # noqa: S311  moments, no secrets
    with tempfile.TemporaryDirectory() as folder:
        try:
            counted = kill_loads(asked.kills, draw, Path(folder))
        except AssertionError as violation:
            print(f"Violation, seed {asked.seed}: {violation}", flush=True)
            return 1
    print(f"{asked.kills} loads killed at a random moment, all held: {counted}.")
    return 0


def kill_loads(kills: int, draw: random.Random, folder: Path) -> str:
    """Kill so many loads, each into a database that holds one quarter. Raises AssertionError at the first violation."""
    start = folder / "start" / "faers.duckdb"
    load(list(_BEFORE), start)
    whole = folder / "whole" / "faers.duckdb"
    shutil.copytree(start.parent, whole.parent, symlinks=True)
    began = time.monotonic()
    expect(run_load(whole).wait() == 0, "a load that nothing interrupts fails")
    duration = time.monotonic() - began
    old, new = content_of(start), content_of(whole)
    found = {"the state before": 0, "the state after": 0}
    for number in range(kills):
        database = folder / f"trial-{number}" / "faers.duckdb"
        shutil.copytree(start.parent, database.parent, symlinks=True)
        page = open_for_reading(database)
        moment = draw.uniform(0, 1.1 * duration)
        running = run_load(database)
        time.sleep(moment)
        running.kill()
        running.wait()
        after = f"kill {number} after {moment:.3f} s"
        content = content_of(database)
        expect(content in {old, new}, f"{after} leaves neither the state before nor the one after")
        found["the state before" if content == old else "the state after"] += 1
        expect(size_of(page) == size_of(open_for_reading(start)), f"{after} changed what an open page reads")
        expect(run_load(database).wait() == 0, f"{after} keeps the next load from its end")
        expect(content_of(database) == new, f"the load after {after} holds something else than an uninterrupted one")
        unfinished = [path.name for path in database.parent.iterdir() if path.name.startswith(".")]
        expect(not unfinished, f"the load after {after} leaves {unfinished}")
        page.close()
        shutil.rmtree(database.parent)
    return ", ".join(f"{how_often} with {state}" for state, how_often in found.items())


def run_load(database: Path) -> subprocess.Popen[bytes]:
    """Begin a load, as a command of its own."""
    command = [sys.executable, "-m", "signals.load", *_LOADED, "--into", database]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  our own


def content_of(database: Path) -> str:
    """Give a text that is the same for the same content, whatever numbers its rows got."""
    with duckdb.connect(database.resolve(), read_only=True) as connection:
        names = [name for (name,) in connection.sql(_TABLES).fetchall()]
        counts = [connection.table(name).count("*").fetchone() for name in names]
        quarters = connection.table("quarter").project("label, sha256").order("label").fetchall()
        rejects = connection.table("reject").order("ALL").fetchall()
        profile = connection.table("profile").project("* EXCLUDE (report_id, likeness)").order("ALL").fetchall()
    return repr((names, counts, quarters, rejects, profile))


def size_of(reports: duckdb.DuckDBPyConnection) -> int:
    """Ask as a page does how many reports there are."""
    return ask(reports, "population_size", population=Population().parameter()).item()


def expect(held: bool, sentence: str) -> None:  # noqa: FBT001  as assert takes it
    """Raise AssertionError with the sentence where something did not hold, with `python -O` too."""
    if not held:
        raise AssertionError(sentence)


if __name__ == "__main__":
    sys.exit(main())
