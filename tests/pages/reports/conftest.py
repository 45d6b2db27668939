"""What tests of the pages about reports share: both extracts, loaded once."""

from __future__ import annotations

import pytest

from signals.ui import database
from tests.pages.reports.opening import opened


@pytest.fixture(scope="package", autouse=True)
def extracts() -> None:
    """Load both extracts as a reader does who chooses them."""
    for extract in database.EXTRACTS:
        opened("about_the_data.py", reports_from=extract)
