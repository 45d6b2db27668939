"""Builds in processes of their own, forked from one that has imported everything, to be killed or to fail on purpose.

A build takes a second to import what it needs and half of one to do its work; forked, a thousand of them take minutes.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import signal
import subprocess
import sys
import traceback
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.curation.build import main

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

_CALLS = {"open", "os.rename", "os.remove", "os.symlink", "os.mkdir", "os.truncate"}
"""What Python does to files, as its audit events name it."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

NEEDS_ROOM = ("pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync", "rename", "symlink", "mkdir")
"""System calls of DuckDB and Python that fail on a full disk; `write` is not among them, with which a build speaks."""

CHANGES_FILES = (*NEEDS_ROOM, "write", "unlink")
"""System calls that may change a file."""


@dataclass(frozen=True, slots=True)
class Build:
    """A build under way in a process of its own."""

    process: int
    output: Path

    def end(self) -> tuple[int, str]:
        """Wait for its end: exit status, or the negative number of the signal that killed it, and what it printed."""
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status), self.output.read_text(encoding="utf-8")

    def kill(self) -> None:
        """Kill it, as a power cut or an administrator would."""
        os.kill(self.process, signal.SIGKILL)


def begin(cases: Path, into: Path, output: Path, prepare: Callable[[], object] | None = None) -> Build:
    """Begin a build; `prepare` is called first, in its process."""
    if process := os.fork():
        return Build(process, output)
    status = 70
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        if prepare is not None:
            prepare()
        status = main(["--cases", str(cases), "--into", str(into)])
    except BaseException:  # noqa: BLE001  the process ends here in any case
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)


def import_ahead(cases: Path, into: Path) -> None:
    """Import what a build imports while it works, DuckDB's part among it, so that no forked process has to."""
    for name in ask_elsewhere(_packages_after_a_build, str(cases), str(into)):
        with suppress(ImportError):  # a module of the script itself
            importlib.import_module(name)


def _packages_after_a_build(cases: str, into: str) -> list[str]:
    with redirect_stdout(sys.stderr):
        main(["--cases", cases, "--into", into])
    return sorted({name.split(".")[0] for name in sys.modules} - {"__main__"})


def ask_elsewhere(function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401  whatever the function gives
    """Call a function in a process of its own and give what it gives, as JSON keeps it.

    DuckDB starts threads, which a process that is forked must not have.
    """
    reading, writing = os.pipe()
    if process := os.fork():
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            answer = pipe.read()
        os.waitpid(process, 0)
        kind, value = json.loads(answer)
        if kind == "error":
            raise AssertionError(value)
        return value
    try:
        answer = json.dumps(["answer", function(*arguments)])
    except BaseException:  # noqa: BLE001  it is raised in the other process
        answer = json.dumps(["error", traceback.format_exc()])
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        pipe.write(answer)
    os._exit(0)


def on_each_call(folder: Path, react: Callable[[int, str, tuple[Any, ...]], None]) -> None:
    """Call `react` before each thing that Python does to a file in `folder`, with its number, name and arguments."""
    count = 0
    inside = f"{folder}{os.sep}"

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in _CALLS and any(_text(argument).startswith(inside) for argument in arguments):
            count += 1
            react(count, event, arguments)

    sys.addaudithook(audit)


def kill_at(number: int) -> Callable[[int, str, tuple[Any, ...]], None]:
    """Kill the own process before its call of that number."""

    def react(count: int, _event: str, _arguments: tuple[Any, ...]) -> None:
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return react


def full_from(number: int) -> Callable[[int, str, tuple[Any, ...]], None]:
    """Let each call from that number on fail as on a full disk, if it needs room."""

    def react(count: int, event: str, arguments: tuple[Any, ...]) -> None:
        reads = event == "os.remove" or (event == "open" and not arguments[2] & _WRITES)
        if count >= number and not reads:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), _text(arguments[0]))

    return react


@contextmanager
def traced(build: Build, system_calls: Sequence[str], injection: str) -> Generator[None]:
    """Let strace act on system calls of a build that has stopped itself, as its option `inject` says (strace(1))."""
    os.waitid(os.P_PID, build.process, os.WSTOPPED | os.WNOWAIT)
    names = ",".join(system_calls)
    command = ["strace", "-f", "-o", "/dev/null", "-p", str(build.process)]
    command += ["-e", f"trace={names}", "-e", f"inject={names}:{injection}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:  # noqa: S603  our own command
        lines = iter(tracer.stderr or ())
        if not any("attached" in line for line in lines):
            message = "strace could not attach to the build"
            raise AssertionError(message)
        os.kill(build.process, signal.SIGCONT)
        yield
        tracer.terminate()


def stop_oneself() -> None:
    """Stop the own process until it is continued."""
    os.kill(os.getpid(), signal.SIGSTOP)


def _text(argument: object) -> str:
    if isinstance(argument, bytes):
        return os.fsdecode(argument)
    return argument if isinstance(argument, str) else str(argument) if isinstance(argument, Path) else ""
