"""Set-up and start: what is installed, how Streamlit is configured, and what `python3 run.py` owes its user."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

import run
from common.server import Server, serving, why_not_free

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKS = [
    ("requirements.txt", run.LOCK),
    ("requirements-hospital.txt", run.HOSPITAL_LOCK),
    ("requirements-test.txt", run.TEST_LOCK),
]
RUNNING = Path(sys.executable)


def pins(file: Path) -> set[str]:
    """Read the `name==version` of each package that a requirements file names."""
    return set(re.findall(r"^[\w.-]+==[\w.]+", file.read_text(), re.MULTILINE))


# --- what is installed


@pytest.mark.parametrize(("requirements", "lock"), LOCKS)
def test_every_direct_requirement_is_locked_at_the_version_it_names(requirements: str, lock: Path) -> None:
    direct = pins(run.ROOT / requirements)

    assert direct
    assert direct <= pins(lock)


@pytest.mark.parametrize("lock", [lock for _, lock in LOCKS])
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    packages = re.split(r"^(?=\w)", lock.read_text(), flags=re.MULTILINE)[1:]

    assert len(packages) >= len(pins(lock))
    assert [package for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("lock", [lock for _, lock in LOCKS])
def test_a_lock_names_no_address_and_no_folder_of_the_machine_it_was_made_on(lock: Path) -> None:
    assert re.findall(r"\w+://|--\w*index|--find-links|@ |\s/\w", lock.read_text()) == []


def test_the_lock_of_the_tests_holds_all_that_the_dashboard_runs_on() -> None:
    assert pins(run.LOCK) <= pins(run.HOSPITAL_LOCK) <= pins(run.TEST_LOCK)


def test_what_only_sign_in_needs_is_not_installed_without_it() -> None:
    only = {"sqlalchemy", "psycopg", "authlib", "httpx"}

    assert {pin.partition("==")[0].lower() for pin in pins(run.LOCK)} & only == set()


# --- when an environment counts as done


def test_an_environment_counts_as_done_once_its_lock_was_installed_to_the_end(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"

    stamp.write_text(run.fingerprint(run.LOCK, RUNNING))

    assert run.is_installed(run.LOCK, stamp, RUNNING)
    assert not run.is_installed(run.TEST_LOCK, stamp, RUNNING)


def test_an_environment_without_a_stamp_or_with_an_interrupted_installation_is_not_done(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"

    assert not run.is_installed(run.LOCK, stamp, RUNNING)

    stamp.write_text("")

    assert not run.is_installed(run.LOCK, stamp, RUNNING)


def test_an_environment_is_not_done_once_the_lock_changed(tmp_path: Path) -> None:
    stamp, lock = tmp_path / "stamp", tmp_path / "lock"
    lock.write_text("polars==2.1.0")
    stamp.write_text(run.fingerprint(lock, RUNNING))

    lock.write_text("polars==2.1.1")

    assert not run.is_installed(lock, stamp, RUNNING)


def test_an_environment_whose_python_is_gone_is_not_done(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text(run.fingerprint(run.LOCK, RUNNING))

    assert not run.is_installed(run.LOCK, stamp, tmp_path / "bin" / "python")


def test_an_environment_of_others_stays_as_it_is_where_a_link_leads_to_it(tmp_path: Path) -> None:
    tree, others = tmp_path / "tree", tmp_path / "others"
    shutil.copytree(run.ROOT / "common", tree / "common")
    for file in ("run.py", run.LOCK.name, run.HOSPITAL_LOCK.name, ".streamlit/config.toml"):
        (tree / file).parent.mkdir(exist_ok=True)
        shutil.copy(run.ROOT / file, tree / file)
    (tree / "wheels").mkdir()  # empty: nothing is installed, from anywhere
    others.mkdir()
    (others / "theirs").write_text("kept")
    (tree / ".venv").symlink_to(others)

    set_up = subprocess.run([RUNNING, "run.py", "--set-up"], cwd=tree, capture_output=True, text=True, check=False)

    assert [path.name for path in others.iterdir()] == ["theirs"]
    assert not (tree / ".venv").is_symlink()
    assert f"a link to {others}" in set_up.stdout


# --- how Streamlit is configured


def options(section: dict[str, Any], name: str = "") -> Iterator[tuple[str, object]]:
    """Walk through a configuration as Streamlit names its options: section.option."""
    for key, value in section.items():
        if isinstance(value, dict):
            yield from options(value, f"{name}{key}.")
        else:
            yield f"{name}{key}", value


def test_streamlit_knows_every_option_and_reads_it_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.ROOT)
    written = dict(options(tomllib.loads(run.CONFIG.read_text())))

    assert {name: config.get_option(name) for name in written} == written


@pytest.mark.parametrize("name", ["runner.postScriptGC", "browser.gatherUsageStats", "client.showErrorLinks"])
def test_what_slows_every_reader_or_points_outside_is_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.ROOT)

    assert config.get_option(name) is False


# --- where it listens


@pytest.fixture
def used_port() -> Iterator[int]:
    """Listen on some port of this host for as long as a test runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """Find a port of this host that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_free_port_is_free(free_port: int) -> None:
    assert why_not_free("127.0.0.1", free_port) == ""


def test_a_used_port_ends_in_one_sentence_that_names_the_port_and_the_option(used_port: int) -> None:
    command = [sys.executable, run.ROOT / "run.py", "--port", str(used_port)]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"Port {used_port} on 127.0.0.1 is already in use: choose another one with --port.\n"


@pytest.mark.parametrize("port", [-1, 0, 65536])
def test_a_number_that_is_no_port_is_said_to_be_none(port: int) -> None:
    assert why_not_free("127.0.0.1", port) == f"{port} is not a port: choose one from 1 to 65535 with --port."


def test_an_address_of_another_host_is_refused_with_the_option_named() -> None:
    assert "--address" in why_not_free("192.0.2.1", 8501)  # RFC 5737: an address that no host has


# --- the server


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site that has, like the casebook, its pages in folders of pages/."""
    for page in ("findings/overview", "cases/case_list"):
        (tmp_path / "pages" / page).parent.mkdir(parents=True)
        (tmp_path / "pages" / f"{page}.py").write_text("")
    (tmp_path / ".streamlit").mkdir()
    shutil.copy(run.CONFIG, tmp_path / ".streamlit")
    shutil.copy(run.ROOT / "app.py", tmp_path)
    for package in ("access", "common", "registry"):
        shutil.copytree(run.ROOT / package, tmp_path / package)
    (tmp_path / "pages" / "frame.py").write_text(
        "import streamlit as st\nst.navigation(['findings/overview.py', 'cases/case_list.py']).run()\n",
    )
    return tmp_path


def messages_to_a_reader_of(page: str, server: Server) -> set[str]:
    """Open a page by its link, as a browser does, and name the kinds of messages that come back."""
    request = BackMsg()
    request.rerun_script.page_name = page
    kinds: set[str] = set()
    with connect(f"{server.address.replace('http', 'ws')}/_stcore/stream", max_size=None) as reader:
        reader.send(request.SerializeToString())
        while "script_finished" not in kinds:
            message = reader.recv(timeout=60)
            assert isinstance(message, bytes)
            kinds.add(str(ForwardMsg.FromString(message).WhichOneof("type")))
    return kinds


@pytest.mark.slow
def test_the_first_reader_of_what_run_py_serves_finds_the_page_of_a_deep_link(tmp_path: Path) -> None:
    with serving(tmp_path / "log") as server:
        assert "page_not_found" not in messages_to_a_reader_of("case_list", server)


@pytest.mark.slow
def test_the_first_reader_of_streamlit_run_app_py_finds_the_page_of_a_deep_link(tmp_path: Path, free_port: int) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port)]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(command, cwd=run.ROOT, stdout=log, stderr=log) as process,
    ):
        server = Server(process, "127.0.0.1", free_port)
        try:
            wait_until_it_listens(server)

            assert "page_not_found" not in messages_to_a_reader_of("case_list", server)
        finally:
            process.terminate()


def wait_until_it_listens(server: Server) -> None:
    """Wait until a server answers that it is there; no page has run by then."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            if urlopen(f"{server.address}/_stcore/health", timeout=10).read() == b"ok":  # noqa: S310  our own address
                return
        time.sleep(0.05)
    pytest.fail("the server does not listen after a minute")


def test_a_link_to_no_page_is_still_answered_with_page_not_found(site: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "log", tree=site) as server:
        assert "page_not_found" in messages_to_a_reader_of("no_such_page", server)


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("import no_such_package", "No module named 'no_such_package'"),
        ("1 / 0", "ZeroDivisionError"),
        ("def", "SyntaxError"),
        ("import os; os._exit(3)", "Streamlit ended with status 3"),
    ],
)
def test_a_server_whose_script_fails_is_not_ready_and_says_why(
    site: Path, script: str, reason: str, free_port: int
) -> None:
    (site / "pages" / "frame.py").write_text(script)

    ended = serve_as_run_does(site, free_port, stderr=subprocess.STDOUT)
    printed, _ = ended.communicate(timeout=60)

    assert ended.returncode == 1
    assert "Ready" not in printed
    assert "The dashboard did not come up (report above): " in printed.splitlines()[-1]
    assert reason in re.sub(r"\x1b\[[\d;]*m", "", printed)


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX systems do")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_when_run_py_does_however_it_ends(site: Path, free_port: int, end: signal.Signals) -> None:
    running = serve_as_run_does(site, free_port)
    assert running.stdout
    while not running.stdout.readline().startswith("Ready: "):
        assert running.poll() is None
    assert why_not_free("127.0.0.1", free_port) != ""

    running.send_signal(end)
    running.wait(timeout=20)

    deadline = time.monotonic() + 20
    while reason := why_not_free("127.0.0.1", free_port):
        assert time.monotonic() < deadline, reason
        time.sleep(0.05)
    running.stdout.close()


def serve_as_run_does(tree: Path, port: int, stderr: int | None = None) -> subprocess.Popen[str]:
    """Serve a tree as run.py does once everything is set up, with the Python of the tests."""
    code = (
        "import pathlib, run, sys; _, port, tree = sys.argv; "
        "sys.exit(run.serve('127.0.0.1', int(port), {'server': {}}, sys.executable, pathlib.Path(tree)))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(port), tree], cwd=run.ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True
    )
