"""What the pages of the desk read once after a start, and later only as far as it changed."""

from __future__ import annotations

from desk.drafts import every_draft


def get_ready() -> None:
    """Read all drafts before a page asks for them. Raises RegistryError."""
    every_draft()
