"""The registry of a test, in SQLite and, in the lane of the servers, in PostgreSQL; records drawn in a line each."""

from tests.registry.conftest import postgresql_server, registry

__all__ = ["postgresql_server", "registry"]
