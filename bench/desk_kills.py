"""Kill processes that accept cases at random moments, and count what held.

Each process enters a case, hands it in and has somebody else accept it, one case after another, in one folder of cases
and one registry. It is killed (SIGKILL) at a random moment. Afterwards a new process finishes what was cut short, and:
every case that was acknowledged is a whole file and part of the release; every file is one that somebody accepted;
nothing lies half written among the cases; the release in place is that of the files; the chain is whole.

    python -m bench.desk_kills --kills 100
    REGISTRY=postgresql+psycopg://... python -m bench.desk_kills --kills 100
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.registry_kills import Writer
from casebook.codebook import codebook
from casebook.curation.build import build
from casebook.curation.reading import CASES, read_cases
from casebook.store import ask, connect
from desk import publication
from desk.drafts import every_draft
from desk.person import Person
from registry import store
from registry.kinds import ACCEPTED, PUBLISHED

ACCEPTOR = """
import itertools, json, sys
from pathlib import Path
from casebook.codebook import codebook
from desk import publication, steps
from desk.drafts import read, start
from desk.person import Person
from desk.places import entries_of
from desk.present import present_cases
cases, into, example, run = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
ann, zoe = Person("ann", frozenset({"curator"})), Person("zoe", frozenset({"reviewer"}))
entries = entries_of(json.loads(example.read_text(encoding="utf-8")))
for number in itertools.count():
    name = f"killed-{run}-{number}"
    draft = start(ann, {"from": "nothing"}, None, {**entries, "case_id": name, "case_name": name})
    handed_in = steps.submit(ann, read(draft), codebook(), present_cases(cases))
    print("begun", name, flush=True)
    publication.accept(zoe, draft, handed_in.submitted.content["sha256"], cases, into)
    print("done", name, flush=True)
"""
ZOE = Person("zoe", frozenset({"reviewer"}))


_KILLS_UNFINISHED = 10
"""Kills after which somebody finishes what was cut short."""


class Held(NamedTuple):
    """What was found after the kills."""

    kills: int
    during_acceptance: int
    """Kills between the beginning of an acceptance and its end."""
    acknowledged: int
    lost: int
    """Acknowledged acceptances without their file, or not in the release."""
    unaccepted: int
    """Files of cases that nobody accepted."""
    finished: int
    """Acceptances that were cut short, and finished afterwards."""
    faults: tuple[str, ...]


def kill_acceptors(kills: int, folder: Path, example: Path, longest: float, seed: int) -> Held:
    """Kill so many processes that accept, each up to `longest` seconds after it began to; gives what held."""
    cases, into = folder / "cases", folder / "casebook.duckdb"
    cases.mkdir()
    (cases / example.name).write_bytes(example.read_bytes())
    build(cases, into)
    chance = random.Random(seed)  # noqa: S311  no secret
    begun: set[str] = set()
    done: set[str] = set()
    during, finished = 0, 0
    for kill in range(kills):
        lines = _run_until_killed((str(cases), str(into), str(example), str(kill)), chance.uniform(0, longest))
        during += len(lines["begun"]) > len(lines["done"])
        begun |= set(lines["begun"])
        done |= set(lines["done"])
        # Others go on beside what was cut short until somebody finishes it.
        if kill % _KILLS_UNFINISHED == 0 or kill == kills - 1:
            finished += _finish(cases, into)
    build(cases, into)
    read = read_cases(cases, codebook())
    there = {case.case_id for case in read.cases}
    with connect(into.resolve()) as casebook:
        released = set(ask("case_names", casebook=casebook)["case_id"])
    published = {draft.case_id for draft in every_draft() if draft.state == PUBLISHED}
    faults = [str(fault) for fault in read.faults]
    faults += [f"{path.name} lies among the cases" for path in cases.iterdir() if path.name.startswith(".killed")]
    faults += [fault] if (fault := store.check().fault) else []
    faults += [] if released == there else ["the release is not that of the files"]
    return Held(
        kills,
        during,
        len(done),
        len(done - (there & released & published)),
        len(there - published - {example.stem}),
        finished,
        tuple(faults),
    )


def _run_until_killed(arguments: tuple[str, ...], seconds: float) -> dict[str, list[str]]:
    """Run a process that accepts, kill it so long after it began, and give what it said to the end of a line."""
    acceptor = Writer(ACCEPTOR, *arguments)
    deadline = time.monotonic() + 120
    while not acceptor.said["begun"] and acceptor.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(seconds)
    acceptor.kill()
    return acceptor.said


def _finish(cases: Path, into: Path) -> int:
    """Finish what was cut short, as a reviewer does on the page."""
    cut_short = [draft.name for draft in every_draft() if draft.state == ACCEPTED]
    for name in cut_short:
        publication.finish(ZOE, name, cases, into)
    return len(cut_short)


def main() -> int:
    """Kill as the command line says, and print what held; returns 0 if everything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--longest", type=float, default=8, help="seconds that a process goes on at most (default: 8)")
    parser.add_argument("--seed", type=int, default=2026, help="of the moments at which they are killed")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("REGISTRY", f"sqlite:///{Path(folder) / 'registry.sqlite'}")
        held = kill_acceptors(chosen.kills, Path(folder), CASES / "vivien-2022.json", chosen.longest, chosen.seed)
    print(json.dumps(held._asdict(), indent=1))
    return int(bool(held.lost or held.unaccepted or held.faults))


if __name__ == "__main__":
    raise SystemExit(main())
