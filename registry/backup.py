"""A copy of the registry, taken while events are written, and a registry made from a copy."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from registry import store
from registry.errors import RegistryError
from registry.table import url

_FILE, _DUMP = "registry.sqlite", "registry.dump"


def back_up(folder: Path) -> str:
    """Copy the registry into a folder that is not there yet; gives the hash of an event that the copy holds.

    SQLite writes the copy itself, of one moment; PostgreSQL's own program does likewise. Raises RegistryError.
    """
    folder.mkdir(parents=True)
    address = sa.make_url(url())
    before = store.last().last
    if address.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(address.database or "", isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(folder / _FILE),))
        return before
    _run("pg_dump", "--format=custom", f"--file={folder / _DUMP}", f"--dbname={_of_libpq(address)}")
    return before


def restore(folder: Path) -> None:
    """Make the registry that REGISTRY names from a copy. Raises RegistryError where there is one already."""
    address = sa.make_url(url())
    if address.get_backend_name() == "sqlite":
        into = Path(address.database or "")
        if into.exists():
            message = f"{into} is there already, and is not replaced."
            raise RegistryError(message)
        shutil.copy(folder / _FILE, into)
        return
    # Into an empty database: what is there already ends the program before anything is changed.
    _run("pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={_of_libpq(address)}", str(folder / _DUMP))


def _of_libpq(address: sa.URL) -> str:
    """Write an address as the programs of PostgreSQL read it."""
    return address.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(*command: str) -> None:
    """Run a program of PostgreSQL. Raises RegistryError with what it said."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own command line
    except FileNotFoundError as error:
        message = f"{command[0]} is missing: apt-get install postgresql-client."
        raise RegistryError(message) from error
    except subprocess.CalledProcessError as error:
        message = f"{command[0]} ended with status {error.returncode}: {error.stderr.strip()}"
        raise RegistryError(message) from error
