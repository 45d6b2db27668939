"""Open a page of the rooms of the desk as somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access import test_entrance

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def opened(page: str, name: str, *roles: str) -> AppTest:
    """Open a page as somebody with these roles."""
    return test_entrance.opened(page, *(f"{role}s" for role in roles), name=name)
