"""Copies of the project, in which a test does what somebody does who works on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from common.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*cache*", "__pycache__", "*.duckdb", "*.wal", "out", "wheels")


def copy_project(into: Path) -> Path:
    """Copy the project as it is checked out, without what is made from it; gives the folder of the copy."""
    return shutil.copytree(ROOT, into, ignore=LEFT_OUT)


def run_in(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy, over the copy's own databases, and apart from the run of tests that this is part of."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"CASEBOOK": "", "REPORTS": "", "PYTHONPATH": str(copy)}
    return subprocess.run([sys.executable, *arguments], cwd=copy, env=env, capture_output=True, text=True, check=False)
