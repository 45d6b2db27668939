"""The table of imports, in the database of the registry: one row a file, with its bytes, its records and the pairs.

A row is written in the transaction of its event, and is never changed or removed.
"""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from common.paths import QUERIES
from registry.table import make, opened, url

_GUARDS = QUERIES / "literature" / "schema"

IMPORT = sa.Table(
    "literature_import",
    sa.MetaData(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("uid", sa.String(36), nullable=False, unique=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("file", sa.LargeBinary, nullable=False),
    sa.Column("records", sa.Text, nullable=False),
    sa.Column("pairs", sa.Text, nullable=False),
)


def database() -> sa.Engine:
    """Open the registry's database, and make the table where it is not there. Raises SQLAlchemyError."""
    return _opened(url())


@cache
def _opened(address: str) -> sa.Engine:
    engine = opened(address)
    try:
        make(engine, IMPORT, _GUARDS)
    except DBAPIError:  # another process has made it in the same moment
        make(engine, IMPORT, _GUARDS)
    return engine
