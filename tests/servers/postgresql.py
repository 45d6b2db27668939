"""A PostgreSQL server of its own for a test, as Debian installs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import uuid
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Generator

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def running() -> Generator[str]:
    """Run a server until the block ends; gives its address, to which the name of a database is added.

    Skips the test where there is no such server.
    """
    if not BINARIES or not shutil.which("runuser") or os.geteuid() != 0:
        pytest.skip("no PostgreSQL server, or no right to start one: as root, apt-get install postgresql")
    home, binaries = Path(mkdtemp()), BINARIES[-1]  # pytest lets nobody else into its folders
    shutil.chown(home, "postgres")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    as_postgres = ("runuser", "-u", "postgres", "--")
    control = (*as_postgres, binaries / "pg_ctl", "-D", home / "files", "-w")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    _run(*as_postgres, binaries / "initdb", "-D", home / "files", "--auth=trust")
    _run(*control, "-o", options, "-l", home / "log", "start")
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/"
    finally:
        _run(*control, "-m", "immediate", "stop")
        shutil.rmtree(home)


def new_database(server: str) -> str:
    """Make an empty database; gives its name."""
    name = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(f"{server}postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return name


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
