"""What the command that tries to break the build finds in a few tries. The command itself tries thousands."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from common.paths import ROOT


@pytest.mark.slow
def test_a_few_kills_full_disks_and_damages_break_no_build() -> None:
    command = [sys.executable, "-m", "bench.kills", "--kills", "2", "--pairs", "1", "--every", "240", "--seed", "7"]

    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)

    assert tried.returncode == 0, tried.stdout + tried.stderr
    held = re.findall(r"^ *(\d+) (.*?): (all held|.*)", tried.stdout, re.MULTILINE)
    assert len(held) == 8, tried.stdout
    assert {name for count, name, _ in held if count == "0"} <= {
        "builds killed at a system call that changes a file",
        "builds whose disk is full from a system call on",
        "builds on a disk with few free pages",
    }
