"""Kill writers of the registry at random moments, and count what held.

Writers append events and say each one that was acknowledged; one of them is killed (SIGKILL), and another takes its
place. Afterwards no acknowledged event may be missing, none may be there twice, and the chain has to be whole.

    python -m bench.registry_kills --kills 120
    REGISTRY=postgresql+psycopg://... python -m bench.registry_kills --kills 120
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from common.paths import ROOT
from registry import store

WRITER = """
import itertools, sys
from registry import store
for number in itertools.count():
    uid = store.new_uid()
    print("begun", uid, flush=True)
    store.append(sys.argv[1], "exported", f"file-{number}.csv", {"rows": number, "sha256": "0" * 64}, uid)
    print("done", uid, flush=True)
"""


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
    """A process that appends events until it is killed, and the events that it says it began and ended."""

    def __init__(self, name: str) -> None:
        """Start it, and a thread that reads what it says: a killed process may have said more than was read."""
        self.process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", WRITER, name], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        self.said: dict[str, list[str]] = {"begun": [], "done": []}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            word, _, uid = line.strip().partition(" ")
            if len(uid) == len(store.new_uid()):
                self.said[word].append(uid)

    def kill(self) -> None:
        """Kill it, and read to the end of what it said."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout:
            self.process.stdout.close()


def kill_writers(kills: int, writers: int = 2, longest: float = 0.4) -> Held:
    """Kill so many writers, each a random part of `longest` seconds after it wrote its first event."""
    chance = random.Random(2026)  # noqa: S311  no secret
    running = [Writer(f"writer {place}") for place in range(writers)]
    gone: list[Writer] = []
    for kill in range(kills):
        victim = running[kill % writers]
        deadline = time.monotonic() + 60
        while not victim.said["done"] and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, longest))
        victim.kill()
        gone.append(victim)
        running[kill % writers] = Writer(f"writer {kill}")
    for writer in running:
        writer.kill()
    gone += running
    done = [uid for writer in gone for uid in writer.said["done"]]
    begun = [uid for writer in gone for uid in writer.said["begun"]]
    there = Counter(event.uid for event in store.every_event())
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
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("REGISTRY", f"sqlite:///{Path(folder) / 'registry.sqlite'}")
        held = kill_writers(chosen.kills, chosen.writers)
    print(*(f"{name}: {value}" for name, value in held._asdict().items()), sep="\n")
    return int(bool(held.lost or held.twice or held.fault))


if __name__ == "__main__":
    raise SystemExit(main())
