"""Files that are written whole or not at all."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place in one step, so that no half of it is ever found.

    Raises OSError, also where something other than a file has that name.
    """
    if path.exists() and not path.is_file():
        message = f"{path} is no file that could be replaced"
        raise OSError(message)
    aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
