"""How often a test repeats what it tries."""

import os

ALL = bool(os.environ.get("EVERY_TIME"))
"""Whether the environment asks for the full numbers."""


def times(few: int, full: int) -> int:
    """Give how often something is tried: `few` times, and where the environment variable EVERY_TIME is set, `full`."""
    return full if ALL else few
