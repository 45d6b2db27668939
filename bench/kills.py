"""Kill builds, starve them of disk and damage their records: `python -m bench.kills --kills 1000 --pairs 200`.

After each, the casebook file must be whole and hold the old or the new release, with its record; the next build must
succeed, record its release after the ones before, and leave nothing behind. The first time that this does not hold is
printed, and the command ends with exit status 1. A seed draws the moments of kills; what a build does at a moment
differs from run to run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import time
from typing import TYPE_CHECKING

from bench.damages import DAMAGES, HARMLESS
from bench.forked import (
    CHANGES_FILES,
    NEEDS_ROOM,
    begin,
    full_from,
    import_ahead,
    kill_at,
    on_each_call,
    stop_oneself,
    traced,
)
from bench.trial import CASES, NotHereError, Trial, expect, expect_full_disk, small_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_RELEASES_IN_A_FOLDER = 20
"""Builds read all records, so that a new folder is begun after as many trials."""

_PAGE = 4096


def main(arguments: Sequence[str] | None = None) -> int:
    """Try everything, and print how much of it held. Exit status: 0, or 1 at the first violation."""
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description="Try to break the build.")
    parser.add_argument("--kills", type=int, default=1000, help="builds killed at a random moment (default: 1000)")
    parser.add_argument("--pairs", type=int, default=200, help="pairs of builds at once (default: 200)")
    parser.add_argument("--every", type=int, default=1, help="of calls, pages and damages, each n-th (default: each)")
    parser.add_argument("--seed", type=int, default=20261123, help="draws the moments (default: 20261123)")
    asked = parser.parse_args(arguments)
    draw = random.Random(asked.seed)  # noqa: S311  moments, no secrets
    parts: dict[str, Callable[[], int]] = {
        "builds killed at a random moment": lambda: kill_at_random(asked.kills, draw),
        "builds killed before a call of Python to a file": lambda: kill_at_each_call(asked.every),
        "builds killed at a system call that changes a file": lambda: kill_at_each_system_call(asked.every),
        "pairs of builds at once": lambda: build_at_once(asked.pairs, draw),
        "builds whose disk is full from a call of Python on": lambda: fill_from_each_call(asked.every),
        "builds whose disk is full from a system call on": lambda: fill_from_each_system_call(asked.every),
        "builds on a disk with few free pages": lambda: fill_disk(asked.every),
        "damaged records": lambda: damage_records(asked.every),
    }
    first = Trial()
    import_ahead(first.cases, first.folder / "imports.duckdb")
    print(f"Seed {asked.seed}, {CASES} cases, {os.cpu_count()} cores.", flush=True)
    for name, part in parts.items():
        began = time.monotonic()
        try:
            print(f"{part():>5} {name}: all held ({time.monotonic() - began:.0f} s).", flush=True)
        except NotHereError as reason:
            print(f"    0 {name}: {reason}.", flush=True)
        except AssertionError as violation:
            print(f"Violation among {name}, seed {asked.seed}: {violation}", flush=True)
            return 1
    return 0


def kill_at_random(kills: int, draw: random.Random) -> int:
    """Kill builds of a corrected case at a moment between their begin and their end."""
    for number in range(kills):
        if number % _RELEASES_IN_A_FOLDER == 0:
            trial = Trial()
            trial.correct()
            began = time.monotonic()
            trial.attempt()
            duration = time.monotonic() - began
        old = trial.content()
        trial.correct()
        moment = draw.uniform(0, duration)
        running = begin(trial.cases, trial.into, trial.output)
        time.sleep(moment)
        running.kill()
        running.end()
        after = f"kill {number} after {moment:.3f} s"
        trial.expect_whole(after, old, trial.content())
        if draw.randrange(2):  # the case is corrected again before the next build
            trial.correct()
        trial.expect_success(after)
        if (number + 1) % _RELEASES_IN_A_FOLDER == 0:
            shutil.rmtree(trial.folder.parent)
    return kills


def kill_at_each_call(every: int) -> int:
    """Kill builds before each thing that Python does to a file."""

    def killed_at(trial: Trial, number: int, after: str) -> bool:
        before = trial.state() if trial.into.exists() else None
        status, output = trial.attempt(lambda: on_each_call(trial.folder, kill_at(number)))
        expect(status <= 0, f"{after} ended the build with {status}: {output}")
        if trial.into.exists():
            trial.expect_whole(after, before.content if before else "", trial.content(), before=before)
        return status < 0

    return _at_each_call(killed_at, every)


def fill_from_each_call(every: int) -> int:
    """Let builds find the disk full from each thing on that Python does to a file."""

    def failed_at(trial: Trial, number: int, after: str) -> bool:
        link = trial.into.resolve()
        status, output = trial.attempt(lambda: on_each_call(trial.folder, full_from(number)))
        if status:
            expect_full_disk(status, output, after)
            expect(trial.into.resolve() == link, f"{after} replaced the casebook file")
        return status != 0

    return _at_each_call(failed_at, every)


def _at_each_call(fails_at: Callable[[Trial, int, str], bool], every: int) -> int:
    """Try the build of a correction, of a release whose record is lost, and of the first release, call by call."""
    changes: dict[str, Callable[[Trial], None]] = {
        "a correction": Trial.correct,
        "a lost record": lambda trial: shutil.rmtree(trial.records),
        "a new folder": _forget,
    }
    done = 0
    for name, change in changes.items():
        number = 1
        fails = True
        while fails:
            trial = Trial()
            change(trial)
            after = f"call {number} of the build of {name}"
            fails = fails_at(trial, number, after)
            trial.expect_success(after)
            shutil.rmtree(trial.folder.parent)
            number += every
            done += fails
    return done


def _forget(trial: Trial) -> None:
    """Remove all that builds have made."""
    shutil.rmtree(trial.records)
    for path in trial.folder.glob("casebook*.duckdb"):
        path.unlink()


def kill_at_each_system_call(every: int) -> int:
    """Kill builds at each system call of DuckDB or Python that changes a file."""

    def killed_at(trial: Trial, number: int, after: str) -> bool:
        status, output = _traced(trial, CHANGES_FILES, f"signal=SIGKILL:when={number}")
        expect(status <= 0, f"{after} ended the build with {status}: {output}")
        return status < 0

    return _at_each_system_call(killed_at, every)


def fill_from_each_system_call(every: int) -> int:
    """Let builds find the disk full from each system call on that needs room."""

    def failed_at(trial: Trial, number: int, after: str) -> bool:
        status, output = _traced(trial, NEEDS_ROOM, f"error=ENOSPC:when={number}+")
        if status:
            expect_full_disk(status, output, after)
        return status != 0

    return _at_each_system_call(failed_at, every)


def _at_each_system_call(fails_at: Callable[[Trial, int, str], bool], every: int) -> int:
    if shutil.which("strace") is None:
        message = "strace is not installed"
        raise NotHereError(message)
    number, done, fails = 1, 0, True
    while fails:
        if done % _RELEASES_IN_A_FOLDER == 0:
            trial = Trial()
        old = trial.content()
        trial.correct()
        after = f"system call {number}"
        fails = fails_at(trial, number, after)
        trial.expect_whole(after, old, trial.content())
        trial.expect_success(after)
        number += every
        done += fails
    return done


def _traced(trial: Trial, system_calls: Sequence[str], injection: str) -> tuple[int, str]:
    running = begin(trial.cases, trial.into, trial.output, stop_oneself)
    with traced(running, system_calls, injection):
        return running.end()


def build_at_once(pairs: int, draw: random.Random) -> int:
    """Start two builds of different corrections at nearly the same time, every third time killing one of them."""
    for number in range(pairs):
        if number % _RELEASES_IN_A_FOLDER == 0:
            trial = Trial()
        others = trial.folder.with_name(f"others-{number}")
        trial.correct()
        shutil.copytree(trial.cases, others)
        trial.correct()
        running = [begin(trial.cases, trial.into, trial.output)]
        time.sleep(draw.uniform(0, 0.5))
        running.append(begin(others, trial.into, trial.output.with_suffix(".other.log")))
        killed = draw.randrange(2) if number % 3 == 0 else None
        if killed is not None:
            time.sleep(draw.uniform(0, 0.5))
            running[killed].kill()
        for index, one in enumerate(running):
            while os.waitid(os.P_PID, one.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                expect(trial.into.exists(), f"during pair {number} the link points to nothing")
            status, output = one.end()
            expect(status == 0 or index == killed, f"a build of pair {number} ended with {status}: {output}")
        trial.expect_whole(f"pair {number}", trial.content(), trial.content(others))
        trial.expect_success(f"pair {number}")
    return pairs


def fill_disk(every: int) -> int:
    """Build on a disk with no free page, with one, and so on, until the release has room."""
    with small_disk() as disk:
        trial, free, done = Trial(disk), 0, 0
        while True:
            link = trial.into.resolve()
            trial.correct()
            filler = disk / "filler"
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - free * _PAGE)
            status, output = trial.attempt()
            filler.unlink()
            if status == 0:
                return done
            after = f"a disk with {free} free pages"
            expect_full_disk(status, output, after)
            expect(trial.into.resolve() == link, f"{after} replaced the casebook file")
            if done % _RELEASES_IN_A_FOLDER == 0:
                trial.expect_success(after)
            free += every
            done += 1


def damage_records(every: int) -> int:
    """Damage the record of the release in place or of the one before, and build with and without a correction."""
    done = 0
    for damage, change in list({**DAMAGES, **HARMLESS}.items())[::every]:
        for earlier in (False, True):
            for corrected in (False, True):
                trial = Trial()
                first = trial.state().release
                trial.correct()
                trial.expect_success("a correction")
                release = first if earlier else trial.state().release
                path = trial.records / f"{release}.csv"
                whole = path.read_bytes()
                path.write_bytes(change(whole))
                if corrected:
                    trial.correct()
                status, output = trial.attempt()
                after = f"{damage} in the record of {'an earlier release' if earlier else 'the release in place'}"
                expect(status == 0, f"{after} ended the build with {status}: {output}")
                if earlier and damage in DAMAGES:
                    expect(output.startswith(f"releases/{release}.csv "), f"{after} is not said: {output}")
                    path.write_bytes(whole)
                expect(earlier or damage in HARMLESS or path.read_bytes() == whole, f"{after} is not mended")
                trial.expect_success(after)
                shutil.rmtree(trial.folder.parent)
                done += 1
    return done


if __name__ == "__main__":
    sys.exit(main())
