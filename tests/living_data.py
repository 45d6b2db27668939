"""Which tests may read the cases and releases that the project ships: those that hold of any set of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from common.paths import DATA

LIVING = tuple(f"{DATA / folder}{os.sep}" for folder in ("cases", "releases"))
MAY_READ = ("tests/data/", "tests/commands/")
"""Folders of tests that a case which is added, corrected or withdrawn may reach."""


def forbid_elsewhere() -> None:
    """From now on, fail a test outside these folders where it opens a shipped case or the record of a release."""
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple[object, ...]) -> None:
    """Raise AssertionError where a test opens what it may not. Python calls this for every file, of ours and others."""
    if event != "open" or not isinstance(arguments[0], str | Path):
        return
    path = os.path.abspath(arguments[0])  # noqa: PTH100 - for every file that is opened: a Path takes five times as long
    test = os.environ.get("PYTEST_CURRENT_TEST", "")
    if path.startswith(LIVING) and path.endswith((".json", ".csv")) and test and not test.startswith(MAY_READ):
        message = f"{test} reads {path}, which changes with every case: tests outside {MAY_READ} use tests/frozen"
        raise AssertionError(message)
