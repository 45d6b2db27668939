"""A casebook whose builds are killed and starved, and what must hold of it afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.forked import ask_elsewhere, begin
from bench.synthetic_cases import write_case_files
from casebook.codebook import codebook
from casebook.release_records import read_records
from casebook.store import ask, connect, hash_of, read_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

CASES = 3

_FIRST = Path(tempfile.mkdtemp()) / "casebook"
"""The folder of the first trial before anything was tried, which those after it in folders of the system copy."""


class NotHereError(Exception):
    """A part cannot be tried on this machine."""


@dataclass(frozen=True, slots=True)
class State:
    """The release in place, its content hash, the recorded releases each with the one before, and damaged records."""

    release: str
    content: str
    before: dict[str, str]
    faults: list[str]

    def has_come_after(self, earlier: str) -> bool:
        """Say whether the records lead from the release in place back to an earlier one."""
        release, steps = self.release, 0
        while release in self.before and release != earlier and steps <= len(self.before):
            release, steps = self.before[release], steps + 1
        return release == earlier


class Trial:
    """A folder of case files and the casebook file made from them."""

    def __init__(self, place: Path | None = None) -> None:
        """Make the case files and the first release, in a folder of the system or in `place`."""
        self.folder = Path(tempfile.mkdtemp(dir=place)) / "casebook"
        self.cases, self.into, self.records = (self.folder / name for name in ("cases", "casebook.duckdb", "releases"))
        self.output = self.folder.with_suffix(".log")
        self.corrections = 0
        if place is None and _FIRST.exists():
            shutil.copytree(_FIRST, self.folder, symlinks=True)
            return
        self.folder.mkdir()
        ask_elsewhere(_write_cases, str(self.cases))
        self.expect_success("nothing")
        if place is None:
            shutil.copytree(self.folder, _FIRST, symlinks=True)

    def correct(self) -> None:
        """Correct a case, so that the next build makes another release."""
        self.corrections += 1
        path = min(self.cases.glob("*.json"))
        case = json.loads(path.read_text(encoding="utf-8"))
        case["source"]["citation"] = f"Somebody, corrected {self.corrections} times"
        path.write_text(json.dumps(case), encoding="utf-8")

    def content(self, cases: Path | None = None) -> str:
        """Give the content hash of the release that the codebook and the case files make."""
        files = sorted((cases or self.cases).glob("*.json"))
        read = [json.loads(path.read_text(encoding="utf-8")) for path in files]
        hashes = (hash_of([json.dumps(case, sort_keys=True, ensure_ascii=False)]) for case in read)
        return hash_of([codebook().content(), *hashes])

    def state(self) -> State:
        """Read the casebook file to its end, and the records."""
        return State(**ask_elsewhere(_state, str(self.into), str(self.records)))

    def attempt(self, prepare: Callable[[], object] | None = None) -> tuple[int, str]:
        """Build, and give exit status and output; `prepare` is called first in the process of the build."""
        return begin(self.cases, self.into, self.output, prepare).end()

    def expect_whole(self, after: str, *contents: str, before: State | None = None) -> None:
        """Expect the casebook file whole, with one of these contents, and its release recorded.

        A release in place that had no record in the state `before` may still have none: the next build gives it one.
        """
        state = self.state()
        expect(state.content in contents, f"after {after} another release is in place: {state.release}")
        unrecorded = before is not None and before.release == state.release and state.release not in before.before
        recorded = state.release in state.before
        expect(recorded or unrecorded, f"after {after} release {state.release} is served without a record")

    def expect_success(self, after: str) -> None:
        """Build, and expect the release of the case files in place and recorded, with nothing left behind."""
        earlier = self.state() if self.into.exists() else None
        status, output = self.attempt()
        expect(status == 0, f"the build after {after} ended with {status}: {output}")
        state = self.state()
        expect(state.content == self.content(), f"the build after {after} put another release in place")
        expect(not state.faults, f"after {after} records are damaged: {state.faults}")
        expect(state.release in state.before, f"after {after} release {state.release} has no record")
        if earlier is not None and state.release not in earlier.before:
            expect(
                earlier.release in state.before, f"after {after} release {earlier.release}, once served, has no record"
            )
            expect(state.has_come_after(earlier.release), f"after {after} no record leads back to {earlier.release}")
        names = sorted(path.name for path in self.folder.iterdir())
        files = [name for name in names if name.startswith("casebook-")]
        present_and_before = 2
        expect(
            set(names) == {"cases", "casebook.duckdb", "releases", *files} and len(files) <= present_and_before,
            f"after {after} files are left: {names}",
        )
        half_records = [path.name for path in self.records.glob(".*")]
        expect(not half_records, f"after {after} files are left: {half_records}")


def expect(held: bool, violation: str) -> None:  # noqa: FBT001  a condition, as of assert
    """Raise AssertionError where something does not hold."""
    if not held:
        raise AssertionError(violation)


def expect_full_disk(status: int, output: str, after: str) -> None:
    """Expect a build to have ended with exit status 1 and one sentence that says that the disk is full."""
    says_so = output.count("\n") == 1 and "the disk is full" in output and output.endswith("stays as it was.\n")
    expect(status == 1 and says_so, f"{after} ended the build with {status}: {output}")


@contextmanager
def small_disk() -> Generator[Path]:
    """Give a disk of its own in memory, which is soon full."""
    disk = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    mounted = subprocess.run(mount, check=False, capture_output=True, text=True)  # noqa: S603  our own command
    if mounted.returncode:
        raise NotHereError(mounted.stderr.strip().rstrip("."))
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607  wherever it is installed


def _write_cases(folder: str) -> None:
    write_case_files(CASES, Path(folder))


def _state(into: str, records: str) -> dict[str, object]:
    recorded, faults = read_records(Path(records))
    with connect(Path(into).resolve(strict=True)) as casebook:
        read_whole(casebook)
        release = ask("release", casebook=casebook).row(0, named=True)
    before = {name: earlier for name, (earlier, _) in recorded.items()}
    return asdict(State(release["release"], release["content"], before, [str(fault) for fault in faults]))
