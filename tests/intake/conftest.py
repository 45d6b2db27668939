"""The databases that the tests of reports share, for what they take in."""

from tests.spec.reports.conftest import database, loaded

__all__ = ["database", "loaded"]
