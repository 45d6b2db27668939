"""The faults of a codebook, each with file, row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class InFile(Protocol):
    """A fault that stands in a file."""

    @property
    def file(self) -> str:
        """Name the file."""
        ...


class CodebookFault(NamedTuple):
    """One fault of the codebook: file, row as a spreadsheet counts, column, what stands there, what is allowed."""

    file: str
    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.file}, row {self.row}, column {self.column}: found “{self.found}”; allowed: {self.allowed}"


class FaultyCodebookError(ValueError):
    """The codebook has faults."""

    def __init__(self, faults: list[CodebookFault]) -> None:
        """Keep the faults, in the order of the rows."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def in_numbers(faults: Sequence[InFile]) -> str:
    """Say how many faults there are in how many files."""
    files = len({fault.file for fault in faults})
    return f"{len(faults)} fault{'s'[: len(faults) > 1]} in {files} file{'s'[: files > 1]}"
