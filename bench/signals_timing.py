"""Time commands as whole processes, one after the other, and note the most memory each held."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MIB = 1024  # the kernel counts KiB


@dataclass(frozen=True)
class Run:
    """What one run of a command took: seconds by the clock, seconds of processor, MiB of memory at most."""

    seconds: float
    processor: float
    memory: float


def timed(command: Sequence[str | Path]) -> Run:
    """Run a command, its output to standard error; raise RuntimeError where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=sys.stderr)  # noqa: S603 our own commands
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sentence = f"{command} ended with {process.returncode}."
        raise RuntimeError(sentence)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MIB)


def in_pairs(first: Sequence[str | Path], second: Sequence[str | Path], times: int) -> list[tuple[Run, Run]]:
    """Run two commands in turn, so that a machine that slows down slows both."""
    return [(timed(first), timed(second)) for _ in range(times)]


def said(name: str, run: Run) -> str:
    """Put a run into words."""
    return f"{name}: {run.seconds:.2f} s ({run.processor:.2f} s of processor), {run.memory:.0f} MiB"
