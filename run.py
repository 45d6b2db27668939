#!/usr/bin/env python3
"""Serve the casebook (`python3 run.py`) or test it (`python3 run.py test`), each with all of its own set-up.

Only the standard library is used here, since this is what installs everything else. The folder .venv is this file's
own: where it does not hold exactly what the lock file names, it is emptied and made anew.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

ROOT = Path(__file__).resolve().parent
CONFIG = ROOT / ".streamlit" / "config.toml"
WHEELS = ROOT / "wheels"
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"  # holds all of LOCK at the same versions; a test says so
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "casebook-locks.txt"  # a fingerprint a line; empty while an installation is under way

CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("ty", "check"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")

READY_WITHIN_SECONDS = 60
# A websocket message (RFC 6455, 5.2; masked with zeros, as there is no cache between us) that holds Streamlit's
# request for a run of the script: field 11 of its protocol buffer, empty.
RERUN = b"\x82\x82\0\0\0\0" + b"\x5a\x00"
SCRIPT_FINISHED = 0x30  # field 6 of the answers, a number: 0 is well, 1 says that app.py does not compile

NO_INSTALLER = """\
Installing the packages needs pip (22.3 or newer) or uv, and this Python has neither. One of these helps:
  Debian, Ubuntu: apt-get install python3-pip
  Fedora, RHEL:   dnf install python3-pip
  elsewhere:      install uv, or a Python that comes with pip"""


def say(line: str) -> None:
    """Tell the reader what happens, at once, also where the output goes to a file."""
    print(line, flush=True)


def run(*command: str | Path, env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command from the repository root and return its exit status."""
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=quiet, check=False).returncode


def works(*command: str | Path) -> bool:
    """Say whether a command can be run and ends well, with nothing shown."""
    return shutil.which(command[0]) is not None and run(*command, quiet=True) == 0


def fingerprint(lock: Path, python: Path = PYTHON) -> str:
    """Name what an environment holds once `lock` is installed for `python`."""
    version = subprocess.run([python, "-V"], capture_output=True, check=True).stdout
    return hashlib.sha256(version + lock.read_bytes()).hexdigest()


def is_installed(lock: Path, stamp: Path = STAMP, python: Path = PYTHON) -> bool:
    """Say whether exactly this lock was installed to the end, for the Python that stands there now."""
    return stamp.exists() and works(python, "-V") and fingerprint(lock, python) in stamp.read_text().split()


def installers(lock: Path) -> Iterator[list[str | Path]]:
    """Give the commands that can install `lock` into the environment, the fastest first."""
    # Wheels only: building the larger packages takes compilers and hours, and a missing wheel shows at once.
    what = ["--require-hashes", "--only-binary", ":all:", "-r", lock]
    if WHEELS.is_dir():
        what += ["--no-index", "--find-links", WHEELS]
    if uv := shutil.which("uv"):
        yield [uv, "pip", "install", "--python", PYTHON, "--quiet", "--compile-bytecode", *what]
    what += ["-qq", "--no-input", "--disable-pip-version-check"]
    outside = [sys.executable, "-m", "pip", "--python", PYTHON]
    if works(*outside, "--version"):
        yield [*outside, "install", *what]
    elif works(PYTHON, "-m", "ensurepip"):
        yield [PYTHON, "-m", "pip", "install", *what]


def set_up(lock: Path) -> None:
    """Make the environment hold what the lock names; does nothing where that was done before."""
    if is_installed(lock):
        return
    if not is_installed(LOCK):  # there is none, or an old, a half-made or somebody's own one: nothing of it is kept
        say(f"Making {ENVIRONMENT.name} with Python {sys.version.split()[0]}")
        # Without pip: Debian's own Python cannot put it there.
        if run(sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT):
            sys.exit(f"{ENVIRONMENT.name} was not made (report above). No module venv? apt-get install python3-venv")
    STAMP.write_text("")
    source = "wheels/" if WHEELS.is_dir() else "the package index"
    say(f"Installing {lock.name} from {source} (up to a minute)")
    commands = list(installers(lock))
    if not commands:
        sys.exit(NO_INSTALLER)
    if all(run(*command) for command in commands):  # a command that ends well (0) is the last one tried
        sys.exit(f"{lock.name} was not installed (report above); nothing is started.")
    STAMP.write_text("\n".join({fingerprint(LOCK), fingerprint(lock)}))


def build() -> None:
    """Build the case file, or stop with the build's own report and exit status."""
    say("Building the case file")
    if status := run(PYTHON, "-m", "casebook.build"):
        say("The case file was not built (report above). Nothing is started, so that no older release is shown.")
        sys.exit(status)


def why_not_free(address: str, port: int) -> str:
    """Say in one sentence why nobody can listen on this address and port; empty if one can."""
    if not 0 < port < 1 << 16:
        return f"{port} is not a port: choose one from 1 to 65535 with --port."
    try:
        family, _, _, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # elsewhere the option lets two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return f"Port {port} on {address} is already in use: choose another one with --port."
        if fault.errno == errno.EACCES:
            return f"Port {port} may not be opened by this user: choose one above 1023 with --port."
        return f"This host cannot listen on {address} ({fault.strerror}): choose one of its own with --address."
    return ""


def messages(stream: BinaryIO) -> Iterator[bytes]:
    """Read the messages of a websocket until it closes. Streamlit sends each in one frame."""
    while len(head := stream.read(2)) == 2:  # noqa: PLR2004 - the frame's fixed part (RFC 6455, 5.2)
        size = head[1]
        if longer := {126: 2, 127: 8}.get(size):
            size = int.from_bytes(stream.read(longer))
        yield stream.read(size)


def how_the_run_ended(message: bytes) -> int | None:
    """Read the status of a finished script run from one of Streamlit's messages; None in any other message."""
    while message[:1] in {b"\x0a", b"\x12"}:  # the message's hash and metadata, if any, come first; both are short
        message = message[2 + message[1] :]
    return message[1] if message[:1] == bytes([SCRIPT_FINISHED]) else None


def first_run(address: str, port: int, path: str, host: str) -> int | None:
    """Be the first reader: ask for the front page and wait until its script has run; returns how that ended."""
    with socket.create_connection((address, port), timeout=READY_WITHIN_SECONDS) as connection:
        ask = (f"GET {path}/_stcore/stream HTTP/1.1", f"Host: {host}", "Connection: Upgrade", "Upgrade: websocket")
        ask += ("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "", "")
        connection.sendall("\r\n".join(ask).encode())
        stream = connection.makefile("rb")
        if b" 101 " not in stream.readline():
            raise ConnectionRefusedError
        while stream.readline().strip():
            pass
        connection.sendall(RERUN)
        return next((status for one in messages(stream) if (status := how_the_run_ended(one)) is not None), None)


def warm_up(server: subprocess.Popen[bytes], address: str, port: int, path: str, host: str) -> bool:
    """Wait for the server and take the first script run of its process upon ourselves; says whether that went well.

    It loads the packages. And with a folder named pages/ beside app.py, Streamlit answers the first reader, and
    only him, as if that folder were the menu: who came by a deep link would be told that the page does not exist.
    """
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - compared, not listened on
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            return first_run(near, port, path, host) == 0
        except OSError:  # it does not listen yet
            time.sleep(0.05)
    return False


def serve(address: str, port: int, options: dict[str, Any]) -> int:
    """Start Streamlit, say when it is ready, and wait for its end; returns its exit status."""
    say("Starting the dashboard")
    path = ("/" + options["server"].get("baseUrlPath", "").strip("/")).rstrip("/")
    place = ("--server.address", address, "--server.port", str(port), "--logger.hideWelcomeMessage", "true")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is a Ctrl-C, too
    server = subprocess.Popen([PYTHON, "-m", "streamlit", "run", "app.py", *place], cwd=ROOT)
    try:
        if warm_up(server, address, port, path, options["browser"]["serverAddress"]):
            say(f"Ready: http://{f'[{address}]' if ':' in address else address}:{port}{path}/ (Ctrl-C stops it)")
            return server.wait()
        say("The dashboard did not come up (report above).")
        server.terminate()
        return server.wait() or 1
    except KeyboardInterrupt:
        say("Stopping the dashboard")
        server.terminate()
        return server.wait()


def find_browser() -> str | None:
    """Find a Chromium for the browser tests, and install Debian's where that can be done."""
    found = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *BROWSERS))), None)
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if found or not may_install:
        return found
    say("Installing chromium for the browser tests (apt-get)")
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (("update",), ("install", "--yes", "--no-install-recommends", "chromium")):
        run("apt-get", "-qq", *step, env=unattended)
    return shutil.which("chromium")


def test(arguments: Sequence[str]) -> int:
    """Check style and types, then run the tests, whose closing line is the last one; 0 if all of it passed."""
    set_up(TEST_LOCK)
    build()
    browser = find_browser()
    say(f"Testing; the browser tests use {browser}" if browser else "Testing; no Chromium, so without a browser")
    failed = [" ".join(check) for check in CHECKS if run(PYTHON, "-m", *check)]
    if failed:
        say(f"Failed (report above), whatever the tests below say: {', '.join(failed)}")
    env = {**os.environ, "CHROMIUM": browser} if browser else None
    return run(PYTHON, "-m", "pytest", *arguments, env=env) or int(bool(failed))


def screenshot() -> int:
    """Remake the picture in README; returns the exit status."""
    set_up(TEST_LOCK)
    build()
    return run(PYTHON, "docs/screenshot.py")


def main(arguments: Sequence[str]) -> int:
    """Read the command line and do what it says; returns the exit status."""
    if sys.version_info < (3, 11):
        sys.exit(f"The casebook needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    import tomllib  # noqa: PLC0415 - an older Python does not have it

    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] == ["screenshot"]:
        return screenshot()
    options = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.epilog = "run.py test [arguments of pytest] tests instead; run.py screenshot remakes README's picture."
    parser.add_argument("--port", type=int, default=options["server"]["port"], help="default: %(default)s")
    parser.add_argument("--address", default=options["server"]["address"], help="default: %(default)s")
    chosen = parser.parse_args(arguments)
    if fault := why_not_free(chosen.address, chosen.port):
        sys.exit(fault)
    set_up(LOCK)
    build()
    return serve(chosen.address, chosen.port, options)


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    except KeyboardInterrupt:
        say("Stopped.")
        status = 130
    raise SystemExit(status if status >= 0 else 128 - status)  # ended by a signal: as a shell counts it
