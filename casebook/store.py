"""Questions to the casebook file. One connection for the process and release, one cursor for a question."""

from __future__ import annotations

import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from casebook.keyed import Keyed
from casebook.lavage import REFERENCE
from common.database import Store, UnreadableError
from common.paths import DATA, QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from casebook.selection import Selection

CASEBOOK = Path(os.environ.get("CASEBOOK") or DATA / "casebook.duckdb")
"""The case file. The environment variable CASEBOOK names another one, for the whole process."""

FOLDERS = ("findings", "cases", "board", "about", "releases", "curation")
"""Folders of queries/ whose questions are put to the casebook."""


class CasebookError(UnreadableError):
    """The casebook file is missing or cannot be read. The message is for the reader of the page."""


_DAMAGED = "The case file {} cannot be read. Make it again with: python -m casebook.build"
_OF_ANOTHER_VERSION = (
    "The case file {} was made by another version of the dashboard. Make it again with: python -m casebook.build, "
    "and start the dashboard again"
)
_STORE = Store(
    FOLDERS,
    CasebookError,
    missing="There is no case file {}. Make it with: python -m casebook.build",
    damaged=_DAMAGED,
    locked=_DAMAGED,
)


class _Opened:
    """The connection of the newest release seen, kept until another release has taken its place."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.path: Path | None = None
        self.connection: duckdb.DuckDBPyConnection | None = None


_opened = _Opened()
_run = threading.local()
_KEPT = 1024
"""Answers to a page that are kept: some ten kilobytes each."""
_AT_ONCE = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="question")
_AHEAD = ThreadPoolExecutor(1, thread_name_prefix="ahead")
"""Where is answered, one after the other, what a first click may ask."""


def open_release(path: Path = CASEBOOK) -> duckdb.DuckDBPyConnection:
    """Give the connection to the release that `path` points to now, and hold it for this thread.

    A page run is one thread: all its questions then go to one release, even if another is put in place meanwhile.
    `path` is a link to a file of its own for each release. DuckDB would answer from the old file as long as any
    connection to the same name lives, so the name that is opened is the one behind the link.

    Raises CasebookError where there is no file, or it is damaged.
    """
    try:
        real = path.resolve(strict=True)
    except OSError:
        raise CasebookError(_STORE.missing.format(path.name)) from None
    with _opened.lock:
        if _opened.path != real or _opened.connection is None:
            _opened.connection = connect(real)
            _opened.path = real
            for kept in (_answers, _kept, _answer_ahead):
                kept.cache_clear()  # it would keep the release before open
        _run.connection = _opened.connection
        return _opened.connection


def held_release() -> duckdb.DuckDBPyConnection:
    """Give the connection that this thread holds; that to the newest release where it holds none."""
    return getattr(_run, "connection", None) or open_release()


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a casebook file read-only, without any way out of it.

    Raises CasebookError if it is damaged, or made by another version: its tables and macros may not have what this
    version asks for.
    """
    connection = _STORE.connect(path)
    try:
        release_row = connection.cursor().execute(text_of("release")).fetchone()
    except duckdb.BinderException as error:
        raise CasebookError(_OF_ANOTHER_VERSION.format(path.name)) from error
    except duckdb.Error as error:
        raise CasebookError(_DAMAGED.format(path.name)) from error
    if release_row is None:
        raise CasebookError(_DAMAGED.format(path.name))
    if release_row[-1] != schema_hash():
        raise CasebookError(_OF_ANOTHER_VERSION.format(path.name))
    return connection


def read_whole(casebook: duckdb.DuckDBPyConnection) -> None:
    """Read every value of every table. Raises CasebookError where one cannot be read: opening a file reads few."""
    for name in ask("tables_of_file", casebook=casebook)["table_name"]:
        ask("whole_table", casebook=casebook, table_name=name)


@cache
def schema_hash() -> str:
    """Give the SHA-256 of what tables and macros are made from, as this process found it."""
    folders = (QUERIES / "schema", QUERIES / "curation", DATA / "codebook")
    paths = sorted(path for folder in folders for path in folder.rglob("*.*") if path.suffix in {".sql", ".csv"})
    return hash_of([repr(REFERENCE), *(path.read_text(encoding="utf-8") for path in paths)])


def hash_of(texts: Sequence[str]) -> str:
    """Give the SHA-256 of texts, as hexadecimal digits."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def ask(
    question: str,
    selection: Selection | None = None,
    casebook: duckdb.DuckDBPyConnection | None = None,
    **bound: Keyed | str | float | tuple[str, ...] | list[str] | Mapping[str, object] | None,
) -> pl.DataFrame:
    """Put one of the questions in queries/ to the casebook, over the cases that `selection` leaves.

    The rows come in the shape that the second line of the file names, sorted by the question. Terms arrive as Polars
    categoricals, which Polars itself would sort by their letters; lists arrive as lists. `bound` are the other values
    that the question names. Raises CasebookError where the file turns out to be damaged.
    """
    values: dict[str, object] = {key: _bound(value) for key, value in bound.items()}
    if selection is not None:
        values["selection"] = selection.parameters()
    return _STORE.ask(casebook or held_release(), question, values, CASEBOOK.name)


def _bound(value: object) -> object:
    """Give a value as DuckDB binds it: a patient as a struct, terms as a list."""
    if isinstance(value, Keyed):
        return value.parameters()
    return [*value] if isinstance(value, tuple) else value


def ask_kept(
    question: str, selection: Selection | None = None, **bound: Keyed | str | float | tuple[str, ...] | None
) -> pl.DataFrame:
    """Ask the release that is held, as `ask` does; what was answered is kept, and shared, as that of `ask_each`."""
    if selection is not None and not bound:
        return ask_each([selection], question)[question][0]
    return _kept(held_release(), question, selection, tuple(bound.items()))


@lru_cache(maxsize=_KEPT)
def _kept(
    connection: duckdb.DuckDBPyConnection,
    question: str,
    selection: Selection | None,
    bound: tuple[tuple[str, Keyed | str | float | tuple[str, ...] | None], ...],
) -> pl.DataFrame:
    return ask(question, selection, connection, **dict(bound))


def ask_each(selections: Sequence[Selection], *questions: str) -> dict[str, list[pl.DataFrame]]:
    """Put several questions at once to each of the selections that stand side by side: by question, a frame for each.

    For what a page shows, a few hundred rows a question: what was answered is kept as long as the release is held. The
    same question gets the very same frames, which nobody changes in place: what follows from them is kept as well
    (common.kept).
    """
    casebook = held_release()
    if len(selections) == 1 and not selections[0].active():
        answer_ahead(selections[0], *questions)
    return {name: [*sides] for name, sides in _answers(casebook, tuple(selections), questions).items()}


def answer_ahead(nothing_set: Selection, *questions: str) -> None:
    """Have answered, while the reader looks at every case, what the first click on a term will ask; once a release.

    It takes some 2 s of processor for a page. The environment variable ANSWER_AHEAD=no leaves it to the click.
    """
    if os.environ.get("ANSWER_AHEAD") != "no":
        _answer_ahead(held_release(), nothing_set, questions)


@lru_cache(maxsize=_KEPT)
def _answer_ahead(casebook: duckdb.DuckDBPyConnection, nothing_set: Selection, questions: tuple[str, ...]) -> None:
    for selection in nothing_set.of_one_term():
        _AHEAD.submit(_answer_next, casebook, selection, questions)


def _answer_next(casebook: duckdb.DuckDBPyConnection, selection: Selection, questions: tuple[str, ...]) -> None:
    """Answer, and keep it, unless another release or the end has come. What fails here is said when a reader asks."""
    if casebook is _opened.connection and threading.main_thread().is_alive():
        _answers(casebook, (selection,), questions)


@lru_cache(maxsize=_KEPT)
def _answers(
    connection: duckdb.DuckDBPyConnection, selections: tuple[Selection, ...], questions: tuple[str, ...]
) -> dict[str, list[pl.DataFrame]]:
    """Ask, where it has not been asked yet.

    A question to few cases is mostly its planning, which takes one core: asked at once they share the cores. A page
    still waits 35 to 60 ms for six of them while the browser draws on the same cores, and 100 at 100 000 cases.
    """
    if len(selections) == len(questions) == 1:
        return {questions[0]: [ask(questions[0], selections[0], connection)]}
    asked = {name: [_AT_ONCE.submit(ask, name, side, connection) for side in selections] for name in questions}
    return {name: [answer.result() for answer in answers] for name, answers in asked.items()}


def release(casebook: duckdb.DuckDBPyConnection | None = None) -> Mapping[str, object]:
    """Give the release: its name, content hash, date of the newest case, and number of cases."""
    return _release(casebook or held_release())


@lru_cache(maxsize=1)
def _release(casebook: duckdb.DuckDBPyConnection) -> Mapping[str, object]:
    return ask("release", casebook=casebook).row(0, named=True)


def text_of(question: str) -> str:
    """Read the SQL of a question, or of a statement of the build, by the name of its file."""
    return _STORE.text_of(question)
