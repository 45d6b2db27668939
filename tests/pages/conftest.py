"""What tests of pages share: the reports that are offered to try pages with, loaded once."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="package", autouse=True)
def _reports_are_there(offered_reports: None) -> None:
    """Let extracts and invented reports lie where the pages look for them."""
