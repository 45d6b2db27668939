"""The tables of the registry, and how their database is opened.

Guards in the database refuse to change, remove or replace a row. They are against our own mistakes: whoever may
write to the file, or owns the table, can take them off. On PostgreSQL let a role own the table that the dashboard does
not have, and grant it reading and inserting alone (docs/operating.md).
"""

from __future__ import annotations

import os
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event as events
from sqlalchemy.exc import DBAPIError

from common.paths import DATA, QUERIES
from registry.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT = f"sqlite:///{DATA / 'registry.sqlite'}"
"""Where events are kept unless the environment variable REGISTRY says otherwise."""

WAIT_SECONDS = 20
"""How long a writer waits for another one."""

_metadata = sa.MetaData()

EVENT = sa.Table(
    "event",
    _metadata,
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column(
        "kind",
        sa.Enum(*KINDS, name="kind_of_event", native_enum=False, create_constraint=True, validate_strings=True),
        nullable=False,
    ),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("before", sa.String(64), nullable=False, unique=True),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Index("event_by_kind_and_subject", "kind", "subject"),
)

DRAFT = sa.Table(
    "draft",
    _metadata,
    sa.Column("draft", sa.String(36), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
)
"""What was typed into drafts of cases, a row for each change, and the steps of a draft among them, numbered from 1.

A change that was made twice at once has one number twice, which the table refuses: whoever came second looks again.
"""


_opening = Lock()


def url() -> str:
    """Give the address of the database, as SQLAlchemy writes addresses."""
    return os.environ.get("REGISTRY") or DEFAULT


def opened(address: str) -> sa.Engine:
    """Give the one engine of a database, with its tables. Raises SQLAlchemyError where it cannot be opened."""
    with _opening:  # where several threads ask first at once, each would have an engine, and all but one stay open
        return engine_of(address)


@cache
def engine_of(address: str) -> sa.Engine:
    """Open a database and make the tables that are not there; `opened` does it for one thread at a time."""
    engine = sa.create_engine(address, connect_args=_CONNECTING.get(sa.make_url(address).get_backend_name(), {}))
    if engine.dialect.name == "sqlite":
        events.listen(engine, "connect", _set_up_sqlite)
        events.listen(engine, "begin", _begin_in_sqlite)
    for table in _metadata.sorted_tables:
        guards = QUERIES / "registry" / "schema" / table.name
        try:
            make(engine, table, guards)
        except DBAPIError:  # another process has made it in the same moment
            make(engine, table, guards)
    return engine


def writing(engine: sa.Engine) -> sa.Engine:
    """Give the engine whose transactions are going to write."""
    return engine.execution_options(writes=True)


_CONNECTING: dict[str, dict[str, Any]] = {
    "sqlite": {"timeout": WAIT_SECONDS},
    "postgresql": {"connect_timeout": WAIT_SECONDS},
}


def make(engine: sa.Engine, table: sa.Table, guards: Path) -> None:
    """Make a table where it is not there, with the guards of a folder, whose names begin with the kind of database."""
    with writing(engine).begin() as connection:
        if sa.inspect(connection).has_table(table.name):
            return
        table.create(connection)
        for guard in sorted(guards.glob(f"{engine.dialect.name}_*.sql")):
            connection.exec_driver_sql(guard.read_text(encoding="utf-8"))


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  a connection of the driver
    """Have SQLite keep what was committed through a power cut, and let SQLAlchemy begin transactions."""
    connection.isolation_level = None
    for setting in ("journal_mode = WAL", "synchronous = FULL", "recursive_triggers = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {setting}")


def _begin_in_sqlite(connection: sa.Connection) -> None:
    """Take the lock of the only writer at once: two that had read the same last event could not both go on."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
