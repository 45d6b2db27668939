"""Copies of the project, in which a test does what somebody does who works on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

from common.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*cache*", "__pycache__", "*.duckdb", "*.wal", "out", "wheels")


def copy_project(into: Path) -> Path:
    """Copy the project as it is checked out, without what is made from it; gives the folder of the copy."""
    return shutil.copytree(ROOT, into, ignore=LEFT_OUT)


def packages() -> tuple[str, ...]:
    """Name the packages of the project, as the contracts on imports list them; the pages apart."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return tuple(name for name in project["tool"]["importlinter"]["root_packages"] if name != "pages")


def copy_dashboard(into: Path) -> Path:
    """Copy what the dashboard runs on, with the codebook and without a case file; gives the folder of the copy."""
    for name in (*packages(), "pages", "queries", ".streamlit", "data/codebook"):
        shutil.copytree(ROOT / name, into / name)
    shutil.copy(ROOT / "app.py", into)
    (into / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "glossary.md", into / "docs")  # which Help shows
    return into


def run_in(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy, over the copy's own databases, and apart from the run of tests that this is part of."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"CASEBOOK": "", "REPORTS": "", "PYTHONPATH": str(copy)}
    return subprocess.run([sys.executable, *arguments], cwd=copy, env=env, capture_output=True, text=True, check=False)
