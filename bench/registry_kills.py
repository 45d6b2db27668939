"""Kill writers of the registry at random moments, and count what held.

Writers append events and say each one that was acknowledged; one of them is killed (SIGKILL), and another takes its
place. Afterwards no acknowledged event may be missing, none may be there twice, and the chain has to be whole.

    python -m bench.registry_kills --kills 120
    REGISTRY=postgresql+psycopg://... python -m bench.registry_kills --kills 120
    python -m bench.registry_kills --kills 50 --longest 10 --work exports
    python -m bench.registry_kills --kills 1000 --work decisions
    python -m bench.registry_kills --kills 1000 --work changes
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from common.paths import ROOT
from registry import store
from registry.table import DRAFT, opened, url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WRITER = """
import itertools, sys
from registry import store
for number in itertools.count():
    uid = store.new_uid()
    print("begun", uid, flush=True)
    store.append(sys.argv[1], "exported", f"file-{number}.csv", {"rows": number, "sha256": "0" * 64}, uid)
    print("done", uid, flush=True)
"""


EXPORTER = """
import hashlib, itertools, sys
from access.downloads import File, Request, hand_out
from access.identity import Identity
from registry import store
request = Request(Identity(sys.argv[1], (), float("inf")), lambda: "all", {"filter": "no filter"})
for number in itertools.count():
    content = f"{sys.argv[1]},{number}\\n1,2\\n".encode()
    name = hashlib.sha256(content).hexdigest()
    print("begun", name, flush=True)
    hand_out(File("a.csv", "text/csv", "counts"), lambda: content, request, store.append)
    print("done", name, flush=True)
"""

SCREENER = """
import itertools, sys
from literature.decisions import INCLUDE, screen
for number in itertools.count():
    name = f"{sys.argv[1]}, record {number}"
    print("begun", name, flush=True)
    screen(sys.argv[1], name, INCLUDE)
    print("done", name, flush=True)
"""

CHANGER = """
import contextlib, sys
from desk.drafts import every_draft, put, read, start
from desk.errors import DeskError
from desk.person import Person
from registry import store
person = Person(sys.argv[1], frozenset({"curator"}))
place = "facts.age_years"
def short_draft():
    return next((draft for draft in every_draft() if draft.number < 200), None) or read(start(person, {}, None, {}))
draft = short_draft().name
while True:
    if read(draft).number >= 200:
        draft = short_draft().name
    uid = store.new_uid()
    print("begun", uid, flush=True)
    while True:
        with contextlib.suppress(DeskError):  # the other writer was quicker: look again
            put(person, draft, place, {"value": 71}, read(draft).number_at(place), uid)
            break
    print("done", uid, flush=True)
"""


class Work(NamedTuple):
    """What a writer does: its program, and what gives the names of all that was written, which the program says."""

    program: str
    written: Callable[[], Iterable[str]]


def _changes() -> Iterable[str]:
    """Name every row of every draft."""
    with opened(url()).connect() as connection:
        return [row[0] for row in connection.execute(sa.select(DRAFT.c.uid))]


WORK = {
    "events": Work(WRITER, lambda: (event.uid for event in store.every_event())),
    "exports": Work(EXPORTER, lambda: (json.loads(event.content)["sha256"] for event in store.every_event())),
    "decisions": Work(SCREENER, lambda: (event.subject for event in store.every_event())),
    "changes": Work(CHANGER, _changes),
}
"""Writers append events, hand out files that are each told once, screen records of the literature, or change one fact
of one draft, each having seen what the other wrote."""


class Held(NamedTuple):
    """What was found after the kills."""

    kills: int
    events: int
    acknowledged: int
    lost: int
    twice: int
    unanswered: int
    """Events that were written although their answer got lost."""
    fault: str
    """What is wrong with the chain; empty if nothing is."""


class Writer:
    """A process that writes events until it is killed, and the events that it says it began and ended."""

    def __init__(self, program: str, *arguments: str) -> None:
        """Start it, and a thread that reads what it says: a killed process may have said more than was read."""
        self.process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", program, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        self.said: dict[str, list[str]] = {"begun": [], "done": []}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            word, _, name = line.partition(" ")
            if name.endswith("\n"):  # what was said to its end
                self.said[word].append(name.strip())

    def kill(self) -> None:
        """Kill it, and read to the end of what it said."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout:
            self.process.stdout.close()


def kill_writers(kills: int, writers: int = 2, longest: float = 0.4, *, work: str = "events") -> Held:
    """Kill so many writers, each a random part of `longest` seconds after it wrote its first event.

    `work` is a key of WORK: what counts as an acknowledged event is what its writers do, such as a file handed out.
    """
    program, written = WORK[work]
    chance = random.Random(2026)  # noqa: S311  no secret
    running = [Writer(program, f"writer {place} of the first") for place in range(writers)]
    gone: list[Writer] = []
    for kill in range(kills):
        victim = running[kill % writers]
        deadline = time.monotonic() + 60
        while not victim.said["done"] and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, longest))
        victim.kill()
        gone.append(victim)
        running[kill % writers] = Writer(program, f"writer {kill}")
    for writer in running:
        writer.kill()
    gone += running
    done = [uid for writer in gone for uid in writer.said["done"]]
    begun = [uid for writer in gone for uid in writer.said["begun"]]
    there = Counter(written())
    return Held(
        kills=kills,
        events=there.total(),
        acknowledged=len(done),
        lost=sum(uid not in there for uid in done),
        twice=sum(times > 1 for times in there.values()),
        unanswered=sum(uid in there for uid in set(begun) - set(done)),
        fault=store.check().fault,
    )


def main() -> int:
    """Kill writers as the command line says, and print what held; returns 0 if everything did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--longest", type=float, default=0.4, help="seconds that a writer lives on, at most")
    parser.add_argument("--work", choices=WORK, default="events", help="what the writers do (default: %(default)s)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("REGISTRY", f"sqlite:///{Path(folder) / 'registry.sqlite'}")
        held = kill_writers(chosen.kills, chosen.writers, chosen.longest, work=chosen.work)
    print(*(f"{name}: {value}" for name, value in held._asdict().items()), sep="\n")
    return int(bool(held.lost or held.twice or held.fault))


if __name__ == "__main__":
    raise SystemExit(main())
