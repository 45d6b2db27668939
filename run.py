#!/usr/bin/env python3
"""Serve the casebook (`python3 run.py`) or test it (`python3 run.py test`), each with all of its own set-up.

Only the standard library is used here, since this is what installs everything else. The folder .venv is this file's
own: where it does not hold exactly what the lock file names, it is emptied and made anew.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common.server import NotServedError, start, stop, warm_up, why_not_free

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
CONFIG = ROOT / ".streamlit" / "config.toml"
WHEELS = ROOT / "wheels"
LOCK = ROOT / "requirements.lock"
HOSPITAL_LOCK = ROOT / "requirements-hospital.lock"  # as LOCK, and what sign-in and the registry need
TEST_LOCK = ROOT / "requirements-test.lock"  # holds all of both at the same versions; a test says so
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "casebook-locks.txt"  # what was installed, a word a line; empty while it is under way

CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "ty": ("-m", "ty", "check"),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-cache"),
}
"""Name of each check of the source, and what Python is started with for it."""
PYTEST = ("-m", "pytest", "--numprocesses", "logical", "--dist", "worksteal")
PARTS = {
    "--fast": ("tests/spec", "tests/structure", "tests/data", "-m", "not slow and not browser"),
    "--all": ("-m", ""),
    "--servers": ("-m", "servers"),
}
"""Parts of the tests by the option that names each: without server and browser; everything; and what needs a server of
Debian, which everything includes."""
USUAL = ("-m", "not slow and not servers")
"""What is tested where neither a part nor a test is named."""
SOON_GIVEN_UP = ("-oAcquire::Retries=0", "-oAcquire::http::Timeout=10", "-oAcquire::https::Timeout=10")
"""Options of apt-get, so that a machine without the internet loses seconds and not minutes."""
SERVER_PACKAGES = ("apache2", "libapache2-mod-auth-openidc", "nginx-light", "postgresql", "openssl")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")

NO_INSTALLER = """\
Installing the packages needs pip (22.3 or newer) or uv, and this Python has neither. One of these helps:
  Debian, Ubuntu: apt-get install python3-pip
  Fedora, RHEL:   dnf install python3-pip
  elsewhere:      install uv, or a Python that comes with pip"""


def say(line: str) -> None:
    """Print a line at once, also where the output goes to a file."""
    print(line, flush=True)


def run(*command: str | Path, env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command from the repository root and return its exit status."""
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=quiet, check=False).returncode


def works(*command: str | Path) -> bool:
    """Return whether a command can be run and ends well, with nothing shown."""
    return shutil.which(command[0]) is not None and run(*command, quiet=True) == 0


# --- what is installed


def fingerprint(lock: Path, python: Path = PYTHON) -> str:
    """Hash what an environment holds once `lock` is installed for `python`."""
    version = subprocess.run([python, "-V"], capture_output=True, check=True).stdout
    return hashlib.sha256(version + lock.read_bytes()).hexdigest()


def installed_packages(environment: Path) -> set[str]:
    """Name the records that installed packages keep of themselves in an environment, as in polars-2.1.0.dist-info."""
    return {path.name for path in environment.glob("[Ll]ib/**/site-packages/*.dist-info")}


def is_installed(lock: Path, stamp: Path = STAMP, python: Path = PYTHON) -> bool:
    """Return whether exactly this lock was installed to the end, for this Python, and no package was removed since."""
    if not (stamp.exists() and works(python, "-V")):
        return False
    recorded = set(stamp.read_text().split())
    packages = {word for word in recorded if word.endswith(".dist-info")}
    return fingerprint(lock, python) in recorded and packages <= installed_packages(stamp.parent)


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
    if ENVIRONMENT.is_symlink():  # to an environment of others, which venv would empty through the link
        say(f"{ENVIRONMENT.name} was a link to {ENVIRONMENT.resolve()}, which stays as it is: it is not {lock.name}")
        ENVIRONMENT.unlink()
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
    STAMP.write_text("\n".join(sorted({fingerprint(LOCK), fingerprint(lock), *installed_packages(ENVIRONMENT)})))


def build() -> None:
    """Build the case file, or stop with the build's own report and exit status."""
    say("Building the case file")
    if status := run(PYTHON, "-m", "casebook.build"):
        say("The case file was not built (report above). Nothing is started, so that no older release is shown.")
        sys.exit(status)


# --- the dashboard


def serve(address: str, port: int, options: dict[str, Any], python: str | Path = PYTHON, tree: Path = ROOT) -> int:
    """Start the dashboard, say when it is ready, and wait for its end; returns its exit status."""
    say("Starting the dashboard")
    path = ("/" + options["server"].get("baseUrlPath", "").strip("/")).rstrip("/")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is a Ctrl-C, too
    server = start(address, port, path=path, python=python, tree=tree)
    try:
        warm_up(server)
        say(f"Ready: {server.address}/ (Ctrl-C stops it)")
        return server.process.wait()
    except NotServedError as fault:
        stop(server)
        say(f"The dashboard did not come up (report above): {fault}.")
        return 1
    except KeyboardInterrupt:
        say("Stopping the dashboard")
        return stop(server)


# --- the tests


def find_browser() -> str | None:
    """Find a Chromium: the one that the environment variable CHROMIUM names, or one on the path; None without."""
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *BROWSERS))), None)


def install_debian(*packages: str) -> None:
    """Install packages of Debian where this user may; says which, and does nothing elsewhere."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return
    say(f"Installing {', '.join(packages)} for the tests (apt-get)")
    # Debian starts a server as soon as it is installed, unless this policy forbids it: the tests start their own.
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for step in (("update",), ("install", "--yes", "--no-install-recommends", *packages)):
        run("apt-get", "-qq", *SOON_GIVEN_UP, *step, env=unattended)


def install_browser() -> str | None:
    """Find a Chromium for the browser tests, and install Debian's where there is none and that can be done."""
    browser = find_browser()
    if browser is None:
        install_debian("chromium")
    return browser or find_browser()


def find_servers() -> dict[str, bool]:
    """Say which of the servers that the tests of servers need are on this machine."""
    places = {"Apache": "apache2/modules/mod_auth_openidc.so", "PostgreSQL": "postgresql/*/bin/pg_ctl"}
    there = {name: any(Path("/usr/lib").glob(place)) for name, place in places.items()}
    return {**there, "nginx": Path("/usr/sbin/nginx").exists(), "openssl": shutil.which("openssl") is not None}


def test(arguments: Sequence[str]) -> int:
    """Check the source, then run the tests, whose closing line is the last one; returns 0 if all of it passed.

    An option of PARTS names a part, of which `--servers` runs without the checks; all other arguments are for pytest.
    Tests that are named by them run although they are slow. Those of a server that is not here are skipped by name.
    """
    set_up(TEST_LOCK)
    part = next((argument for argument in arguments if argument in PARTS), None)
    named = [argument for argument in arguments if argument != part]
    chosen = [*(PARTS[part] if part else () if named else USUAL), *named]
    if part in {"--all", "--servers"}:
        find_or_install_servers()
    if part != "--fast":
        browser = install_browser()
        say(f"Testing; the browser tests use {browser}" if browser else "Testing; no Chromium, so without a browser")
    else:
        say("Testing the fast part: no server, no browser")
    failed = [] if part == "--servers" else [name for name, check in CHECKS.items() if run(PYTHON, *check)]
    if failed:
        say(f"Failed (report above), whatever the tests below say: {', '.join(failed)}")
    return run(PYTHON, *PYTEST, *chosen) or int(bool(failed))


def find_or_install_servers() -> None:
    """Install the servers that the tests of servers need where this user may, and name those that are missing."""
    if not all(find_servers().values()):
        install_debian(*SERVER_PACKAGES)
    missing = [name for name, there in find_servers().items() if not there]
    say(f"The tests of servers lack on this machine: {', '.join(missing)}" if missing else "All servers are here")


def screenshot() -> int:
    """Remake the picture in README; returns the exit status."""
    set_up(TEST_LOCK)
    build()
    return run(PYTHON, "-m", "docs.screenshot")


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
    parser.epilog = (
        "run.py test [--fast | --all | --servers] [arguments of pytest] tests instead, --fast without server and "
        "browser, --all what takes long too, --servers what needs Apache, nginx and PostgreSQL, which --all includes; "
        "run.py screenshot remakes README's picture."
    )
    parser.add_argument("--port", type=int, default=options["server"]["port"], help="default: %(default)s")
    parser.add_argument("--address", default=options["server"]["address"], help="default: %(default)s")
    parser.add_argument("--set-up", action="store_true", help="install the packages and build, and start nothing")
    chosen = parser.parse_args(arguments)
    if not chosen.set_up and (fault := why_not_free(chosen.address, chosen.port)):
        sys.exit(fault)
    set_up(HOSPITAL_LOCK if os.environ.get("SIGN_IN") else LOCK)
    build()
    return 0 if chosen.set_up else serve(chosen.address, chosen.port, options)


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    except KeyboardInterrupt:
        say("Stopped.")
        status = 130
    raise SystemExit(status if status >= 0 else 128 - status)  # ended by a signal: as a shell counts it
