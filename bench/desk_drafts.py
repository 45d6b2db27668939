"""How long the first page of the desk after a start waits for the drafts.

A registry is filled with accepted drafts, each of every fact of a published case, and with other events beside theirs.
Then new processes read all drafts, as the first page of the desk does.

    python -m bench.desk_drafts --drafts 500 --events 10000
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from casebook.codebook import codebook
from casebook.curation.reading import CASES
from common.moments import now
from desk.draft import SET, STARTED, Row
from desk.drafts import as_json
from desk.places import case_of, entries_of, hash_of_case
from registry.kinds import ACCEPTED, PUBLISHED, READ, SUBMITTED
from registry.store import append_to, in_turn, new_uid
from registry.table import DRAFT

READING = """
import time
from desk import drafts
from registry.table import opened, url
opened(url()).connect().close()
began, work = time.monotonic(), time.process_time()
every = drafts.every_draft()
print(len(every), time.monotonic() - began, time.process_time() - work)
began = time.monotonic()
drafts.every_draft()
print(len(every), time.monotonic() - began, 0)
"""
"""What a new process does: it reads all drafts once, and once more."""


def fill(drafts: int, events: int) -> int:
    """Write so many accepted drafts, and events until there are so many; gives the number of rows of the drafts."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*.json"))]
    book, rows = codebook(), 0
    for number, case in enumerate(islice(cycle(cases), drafts)):
        name, case_id = new_uid(), f"doe-{number}"
        entries = entries_of(case) | {"case_id": case_id, "case_name": case_id}
        whole = case_of(entries, "2026-11-29", book)
        sha256 = hash_of_case(whole)
        steps = (
            (STARTED, "ann", {"from": "nothing", "before": None}),
            *((SET, place, entry) for place, entry in entries.items()),
            (SUBMITTED, "ann", {"reason": "", "case": whole, "sha256": sha256}),
            (ACCEPTED, "zoe", {"sha256": sha256}),
            (PUBLISHED, "zoe", {"release": "2026-11-29-00000000"}),
        )
        written = [
            Row(name, place, new_uid(), now(), "ann", kind, about if kind == SET else "", as_json(entry))
            for place, (kind, about, entry) in enumerate(steps, 1)
        ]
        rows += len(written)

        def write(connection: sa.Connection, written: list[Row] = written) -> None:
            connection.execute(sa.insert(DRAFT), [row._asdict() for row in written])

        in_turn(write)

    def tell(connection: sa.Connection) -> None:
        for number in range(events):
            append_to(connection, "eve", READ, "local cases", {"case": f"local-{number}"})

    in_turn(tell)
    return rows


def main() -> None:
    """Fill a registry, and print how long new processes took to read its drafts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", type=int, default=500)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--starts", type=int, default=7, help="how many processes read")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("REGISTRY", f"sqlite:///{Path(folder) / 'registry.sqlite'}")
        rows = fill(chosen.drafts, chosen.events)
        print(f"{chosen.events} events, {chosen.drafts} drafts, {rows} rows")
        first, again, work = [], [], []
        for _ in range(chosen.starts):
            done = subprocess.run([sys.executable, "-c", READING], check=True, capture_output=True, text=True)  # noqa: S603
            (_, seconds, processor), (_, later, _) = (map(float, line.split()) for line in done.stdout.splitlines())
            first.append(seconds)
            work.append(processor)
            again.append(later)
        for what, each in (("first", first), ("first, processor", work), ("again", again)):
            print(f"{what}: median {median(each):.2f} s, most {max(each):.2f} s")


if __name__ == "__main__":
    main()
