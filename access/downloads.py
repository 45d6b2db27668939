"""A file that is handed out: whether it may be, the one event that tells of it, and who may fetch it.

The event is written before the file is handed out: where it cannot be written, nothing is handed out.
"""

from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from access.roles import within
from common.tables import reader_of_csv
from registry.kinds import EXPORTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from access.identity import Identity

OF_ONE_CASE = frozenset({"case_id", "Case", "primary_id", "report_id"})
"""Columns by which a CSV tells single cases or reports apart."""

MOST_GRANTS = 10_000


class NotAllowedError(PermissionError):
    """The reader may not take this away. The message is a sentence."""


class File(NamedTuple):
    """A file on offer: its name, its media type, and the level that it needs (access.roles.LEVELS)."""

    name: str
    kind: str
    level: str


class Request(NamedTuple):
    """Who asks for a file: who they are, what they may take away at this moment, and what they look at."""

    identity: Identity
    level: Callable[[], str]
    """Gives the most that they take away, asked at the click: a right may have gone since the page was drawn."""
    view: Mapping[str, Any]
    """Filter and release of what they look at, in words."""


def hand_out(file: File, make: Callable[[], bytes], request: Request, append: Callable[..., object]) -> bytes:
    """Make a file, write the event of its export with `append`, and give it.

    Raises NotAllowedError where the reader may not have it, and what `append` raises where the event is not written.
    """
    _hold(file.level, file, request)
    content = make()
    about = describe(file.name, content)
    if OF_ONE_CASE & set(about.get("columns", ())):
        _hold("rows", file, request)
    append(request.identity.name, EXPORTED, file.name, {**request.view, **about, "level": file.level})
    grant(content, file, request.identity.name)
    return content


def _hold(level: str, file: File, request: Request) -> None:
    """Raise NotAllowedError where the reader takes less away than this level."""
    most = request.level()
    if not within(level, most):
        message = f"{file.name} needs the right to take away {level}; {request.identity.name} has: {most}."
        raise NotAllowedError(message)


def describe(name: str, content: bytes) -> dict[str, Any]:
    """Tell of a file what the registry keeps: its size, its SHA-256, and the columns and rows of a CSV.

    Of a ZIP, likewise for each file in it.
    """
    about: dict[str, Any] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if name.endswith(".csv"):
        text = content.decode("utf-8-sig")
        mark = ";" if ";" in text.partition("\n")[0] else ","
        head, *rows = list(reader_of_csv(text, mark)) or [[]]
        about |= {"columns": head, "rows": len(rows)}
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            about["files"] = {inner: describe(inner, packed.read(inner)) for inner in packed.namelist()}
    return about


_granting = threading.Lock()
_granted: OrderedDict[str, set[str]] = OrderedDict()
"""By the address of a file, who took it away. Streamlit keeps the files in the memory of this process too."""


def grant(content: bytes, file: File, name: str) -> None:
    """Let somebody fetch a file that they have just asked for; of many files the oldest are forgotten."""
    with _granting:
        _granted.setdefault(_calculate_file_id(content, file.kind, file.name), set()).add(name)
        while len(_granted) > MOST_GRANTS:
            _granted.popitem(last=False)


def is_granted(file_id: str, name: str) -> bool:
    """Say whether somebody asked for the file of this address, themselves."""
    return name in _granted.get(file_id, ())
