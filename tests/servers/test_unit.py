"""The A4 page is made under what the unit of deploy/ forbids.

Where systemd runs nothing, as in a container, its restrictions are laid on by the tools of Debian: the system calls
that the unit lets through, no capability and no way to gain any, a file system that is read-only but for data/, an
empty /tmp and a network of this host alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from ctypes.util import find_library
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook.curation.build import build
from common.paths import ROOT
from tests.copies import copy_dashboard
from tests.frozen import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.servers

UNIT = (ROOT / "deploy" / "casebook@.service").read_text(encoding="utf-8")

CONFINE = """
set -e
mount --make-rprivate /
mount --bind "$TREE/data" "$TREE/data"
mkdir "$TREE/environment"
mount --bind "$ENVIRONMENT" "$TREE/environment"
mount -o remount,bind,ro /
mount -t tmpfs tmpfs /tmp
case "$ENVIRONMENT" in /tmp/*) # the tests run in a clone that the unit would hide
    mkdir -p "$ENVIRONMENT"
    mount --no-mtab --move "$TREE/environment" "$ENVIRONMENT"
esac
ip link set lo up 2>/dev/null || true
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"
"""
UNDER = """
import ctypes, sys
calls, program = sys.argv[1].split(","), sys.argv[2]
library = ctypes.CDLL("libseccomp.so.2")
library.seccomp_init.restype = ctypes.c_void_p
library.seccomp_rule_add.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint]
library.seccomp_load.argtypes = [ctypes.c_void_p]
ERRNO_EPERM, ALLOW = 0x00050001, 0x7FFF0000
rules = library.seccomp_init(ERRNO_EPERM)
for name in calls:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:
        assert library.seccomp_rule_add(rules, ALLOW, number, 0) == 0, name
assert library.seccomp_load(rules) == 0
exec(compile(program, "program", "exec"))
"""
PAGE = """
from datetime import datetime, UTC
from pathlib import Path
from casebook.board.bands import read_board
from casebook.board.one_page import one_page
from casebook.board.patient import Patient
from casebook.selection import Selection
patient, _ = Patient.from_values({"p_drug": "pomalidomide", "p_days": "60"})
Path("data/page.pdf").write_bytes(one_page(read_board(Selection(), patient), datetime.now(UTC), "https://host/board"))
"""
FORBIDDEN = """
import ctypes, errno, os, socket, sys
def refused(what):
    try:
        what()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "let through"
print(refused(lambda: open("app.py", "a")), refused(lambda: os.chroot("/")), refused(lambda: os.setpriority(0, 0, -5)))
print(refused(lambda: socket.create_connection(("192.0.2.1", 80), timeout=5)))
"""


def calls_let_through() -> list[str]:
    """Name the system calls that the unit lets through: those of its sets, without those that it takes off."""
    lines = re.findall(r"^SystemCallFilter=(~?)(.*)$", UNIT, re.MULTILINE)
    let_through = {call for off, sets in lines if not off for name in sets.split() for call in members(name)}
    taken_off = {call for off, sets in lines if off for name in sets.split() for call in members(name)}
    # systemd always lets its set @default through, whatever is taken off.
    return sorted((let_through - taken_off) | members("@default"))


def members(name: str) -> set[str]:
    """Name the system calls of a set, those of the sets in it included."""
    listed = subprocess.run(
        ["systemd-analyze", "syscall-filter", name],  # noqa: S607  the one of this machine
        capture_output=True,
        text=True,
        check=True,
    )
    names = {line.strip() for line in listed.stdout.splitlines()[1:] if line.strip() and "#" not in line}
    return {call for name in names for call in (members(name) if name.startswith("@") else {name})}


@pytest.fixture
def tree() -> Iterator[Path]:
    """Copy the dashboard with a case file, outside of /tmp, which the unit empties."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("unshare", "setpriv", "systemd-analyze"))):
        pytest.skip("needs root, and unshare, setpriv and systemd-analyze: apt-get install util-linux systemd")
    if find_library("seccomp") is None:
        pytest.skip("libseccomp is not there: apt-get install libseccomp2")
    if subprocess.run(["unshare", "--mount", "--net", "true"], check=False).returncode:  # noqa: S607  this machine's
        pytest.skip("this machine lets nobody have a file system and a network of their own, as a container may not")
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    copy_dashboard(folder / "tree")
    build(CASES, folder / "tree" / "data" / "casebook.duckdb")
    yield folder / "tree"
    shutil.rmtree(folder)


def confined(tree: Path, program: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Python in a tree, under what the unit forbids."""
    calls = ",".join(calls_let_through())
    command = ("unshare", "--mount", "--net", "sh", "-c", CONFINE, "sh", sys.executable, "-c", UNDER, calls, program)
    environment = {
        "TREE": str(tree),
        "ENVIRONMENT": sys.prefix,
        "PATH": os.environ["PATH"],
        "HOME": "/tmp",  # noqa: S108  the unit's own
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        command,
        cwd=tree,
        env={**environment, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_page_to_take_along_is_made_under_the_restrictions_of_the_service(tree: Path) -> None:
    done = confined(tree, PAGE)

    assert done.returncode == 0, done.stderr
    assert (tree / "data" / "page.pdf").read_bytes().startswith(b"%PDF")


def test_the_restrictions_hold(tree: Path) -> None:
    done = confined(tree, FORBIDDEN)

    assert done.stdout.split() == ["EROFS", "EPERM", "EPERM", "ENETUNREACH"], done.stderr
