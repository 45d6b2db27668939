"""What has come in for loading: a quarter, lists of deleted cases that come alone, or a line listing."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from signals.intake.errors import ArchiveError
from signals.intake.names import text_of_name
from signals.intake.text import lay_out
from signals.store import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from signals.intake.archives import Contents, PassedOver
    from signals.intake.text import Text

LISTING = "line listing"


@dataclass(frozen=True)
class Arrival:
    """What has been laid out for loading: its tables, its lists of deleted cases, and what was passed over.

    `joining` says that the rows of a listing were joined with those that other listings have of the same cases.
    """

    label: str
    origin: str
    kind: str
    sha256: str
    texts: dict[str, Text]
    at: datetime
    lists: list[Text] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    joining: bool = False

    @classmethod
    def of(
        cls,
        contents: Contents,
        path: Path,
        texts: dict[str, Text],
        lists: list[Text],
        at: datetime,
    ) -> Self:
        """Describe a quarter by its files; its SHA-256 is that of their names and SHA-256s, ordered by name.

        Lists of deleted cases that come alone are named by their quarter, or by their SHA-256 where they name none.
        """
        ordered = sorted([*texts.values(), *lists], key=lambda text: (text.name, text.sha256))
        digest = hashlib.sha256("".join(f"{text.name} {text.sha256}\n" for text in ordered).encode()).hexdigest()
        labels = sorted({member.label for member in contents.members})
        if not texts:
            label = f"{labels[0]} deleted" if len(labels) == 1 and labels[0] else f"deleted cases {digest[:8]}"
            kind = "deleted list"
        else:
            label = next(iter(contents.tables.values())).label
            header = (name.strip().lower() for name in texts["DEMO"].header_fields())
            kind = "AERS" if "isr" in header else "FAERS"
        return cls(label, text_of_name(path.name), kind, digest, texts, at, lists, contents.passed_over)

    def already_in(self, connection: duckdb.DuckDBPyConnection) -> str | None:
        """Say in a sentence that this is in already; None where it is not.

        Raises ArchiveError where it came in with other content, or where line listings would meet quarters.
        """
        for label, kind, sha256 in rows_of(connection, "quarters_in"):
            if (kind == LISTING) != (self.kind == LISTING):
                message = (
                    f"The database holds {label}, a {kind} source; FDA quarters and line listings do not go into one "
                    "database, since the same report would count twice. Choose another with --into."
                )
                raise ArchiveError(message)
            if sha256 == self.sha256:
                known_as = "" if label == self.label else f" as {label}"
                return f"{self.label} is in already{known_as}; nothing has changed."
            if label == self.label:
                message = f"{label} is in already, with other content than {self.origin}; build a new database."
                raise ArchiveError(message)
        return None


def lay_out_all(
    contents: Contents, folder: Path, advance: Callable[[int], None], encoding: str
) -> tuple[dict[str, Text], list[Text]]:
    """Lay out every file of a quarter, two at a time: its tables by name, and its lists of deleted cases."""
    with ThreadPoolExecutor(2) as pool:
        texts = list(
            pool.map(
                lambda member, place: lay_out(member, folder / f"{place}-{member.name}", advance, encoding=encoding),
                contents.members,
                range(len(contents.members)),
            )
        )
    return dict(zip(contents.tables, texts, strict=False)), texts[len(contents.tables) :]
