"""Every command that README, docs/ and CONTRIBUTING name can be run as it stands there.

Each runs in a fresh copy of the project whose casebook is built and in which a few reports are loaded, as somebody has
who follows the documents. A command that takes long is given further options, which make it short; see SHORTENED.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from common.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
COMMAND = re.compile(r"(?:\S*/)?(?:python -m \S|python3 run\.py).*")
INLINE = re.compile(r"`([^`\n]+)`")

SECONDS = 60
"""Seconds of processor that a command may take: they hardly depend on what else the machine does."""

HANGS_AFTER = 600
"""Seconds by the clock after which a command is ended."""

FEW_REPORTS = "--reports 300"
SHORTENED = {
    "bench": "--cases shipped --pages overview --clicks 2 --parts script",
    "bench.board": "--alone --repeats 3",
    "bench.desk_acceptance": "--acceptances 1 --allowed 60",
    "bench.desk_drafts": "--drafts 5 --events 100 --starts 1",
    "bench.desk_entry": "--facts 1 --letter 0",
    "bench.desk_kills": "--kills 1",
    "bench.kills": "--help",  # tests/commands/test_kills.py runs some of it
    "bench.literature": "--file 200 --new 10 --known 100",
    "bench.registry_kills": "--kills 2 --longest 0.3",
    "bench.sessions": "--sessions 2 --seconds 2 --pause 0.5",
    "bench.signals_kills": "--kills 1",
    "bench.signals_import": f"{FEW_REPORTS} --times 1",
    "bench.signals_measures": f"{FEW_REPORTS} --times 1",
    "bench.signals_pages": f"{FEW_REPORTS} --rounds 1 --pages signal",
}
"""Module, and the options that are put behind a command of it. Of an option that stands there twice the last counts."""

LOADED = "python -m signals.load data/faers_sample/faers_ascii_2017q2.zip"
NOT_COPIED = (".git", ".venv", "wheels", "out", "*.duckdb", ".building-*", "__pycache__", ".*_cache")


def commands_in(text: str) -> list[str]:
    """Find the commands of a paper: lines of a block, and texts between backticks; a comment behind one is left out."""
    lines = [*map(str.strip, text.splitlines()), *INLINE.findall(text)]
    return [re.split(r"\s+# ", line)[0].strip() for line in lines if COMMAND.fullmatch(line)]


DOCUMENTED = sorted({command for paper in PAPERS for command in commands_in(paper.read_text(encoding="utf-8"))})


def in_short(command: str) -> tuple[str, ...]:
    """Give what is the same of commands that do the same once they are made short."""
    module = command.split()[2]
    short = SHORTENED.get(module, "").split()
    options = [word for word in command.split() if word.startswith("--") and word not in short]
    return (module, *options) if module in SHORTENED else (command,)


MODULES = [*{in_short(command): command for command in DOCUMENTED if "run.py" not in command}.values()]
RUN = [command for command in DOCUMENTED if "run.py" in command]


def shell(command: str, tree: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of a document in a copy of the project, with the Python that runs the tests."""
    python = shlex.quote(sys.executable)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        ["/bin/sh", "-c", re.sub(r"^\S*python3?(?= )", lambda _: python, command)],
        cwd=tree,
        env=outside | {"CASEBOOK": "", "REPORTS": ""},
        capture_output=True,
        text=True,
        timeout=HANGS_AFTER,
        check=False,
    )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project, build its casebook and load a quarter of reports."""
    tree = tmp_path_factory.mktemp("documented") / "project"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
    for command in ("python -m casebook.build", LOADED):
        ended = shell(command, tree)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    return tree


@pytest.fixture
def tree(prepared: Path, tmp_path: Path) -> Path:
    """Copy the prepared project for one command."""
    return shutil.copytree(prepared, tmp_path / "project", symlinks=True)


def test_the_commands_of_a_paper_are_found_in_blocks_and_between_backticks() -> None:
    paper = """
    Say `python -m casebook.build`, or `build`, or on one's own:

        .venv/bin/python -m bench --parts build  # takes long
        python3 run.py test --fast
        # python3 is needed
    """

    assert commands_in(paper) == [
        ".venv/bin/python -m bench --parts build",
        "python3 run.py test --fast",
        "python -m casebook.build",
    ]


def test_every_module_that_is_shortened_is_documented() -> None:
    documented = {command.split()[2] for command in MODULES}

    assert SHORTENED.keys() <= documented


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the documents write commands for a POSIX shell")
@pytest.mark.parametrize("command", MODULES)
def test_a_documented_command_ends_well(command: str, tree: Path) -> None:
    shortened = f"{command} {SHORTENED.get(command.split()[2], '')}"
    before = os.times()

    ended = shell(shortened, tree)
    after = os.times()

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert after.children_user + after.children_system - before.children_user - before.children_system < SECONDS


@pytest.mark.parametrize("command", RUN)
def test_a_documented_use_of_run_py_is_named_by_its_help(command: str) -> None:
    """Its work is done by tests/commands/test_run.py, and by whoever runs these tests: it serves, or installs."""
    words = command.partition("run.py")[2].split()

    offered = shell("python3 run.py --help", ROOT)

    assert offered.returncode == 0, offered.stderr
    assert [word for word in words if word not in offered.stdout] == []
