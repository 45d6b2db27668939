"""The records of a case file. Which facts there are, and which value each may have, the codebook says (model.py)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from common.moments import read_day
from common.paths import QUERIES

if TYPE_CHECKING:
    from collections.abc import Mapping

CASE_ID = "[A-Za-z0-9][A-Za-z0-9-]*"
"""How a case may be named, as a regular expression."""

OF_A_LOCAL_CASE = "local-"
"""Begins the name of a case of the hospital's own, which is never in one release with published cases."""

AT_THE_TOP = ("case_id", "case_name", "changed", "same_patient_as")
"""Facts of the source that stand at the top of a case file, before "source"."""

UNITS = ("day", "week", "month", "year")
"""Units in which the time of a moment is counted."""

MOST_IN_A_LIST = 200
"""Moments, contradictions, readings or measured values of one case: more are a fault of whatever wrote the file."""

CLAIMS = len([*(QUERIES / "schema" / "claims").glob("claim_*.sql")])
"""How many claims of the founding report are tested. They are numbered from 1."""

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
Text = Annotated[str, StringConstraints(pattern=rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$")]
"""A text with at least one character that is no space, and without control characters but tabs and line breaks."""

Number = Annotated[float, Field(allow_inf_nan=False)]


def day(text: object) -> date:
    """Read a date as case files write it, as in 2026-11-23, and in no other way."""
    if (read := read_day(text)) is None:
        message = f"{text!r} is no date"
        raise ValueError(message)
    return read


Day = Annotated[date, BeforeValidator(day)]


class Record(BaseModel):
    """Part of a case file: an object with these fields and no others."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Known(Record):
    """The value of a fact, and the place where it was read.

    `said_of` is "group" where the value follows from a statement about several cases. `from_claim` is the number of the
    claim of the founding report from whose own sentence the value was read: it proves nothing for that claim.
    """

    value: Any
    locator: Text
    note: Text = ""
    said_of: Literal["", "group"] = ""
    from_claim: Annotated[int, Field(ge=0, le=CLAIMS)] = 0


def names_all(entry: Mapping[str, Any]) -> bool:
    """Say whether a list of a case file names all there was.

    An empty list that neither says so nor denies anything means that there was nothing. One that only denies some terms
    says nothing of the others.
    """
    complete = entry.get("complete")
    return not (entry["value"] or entry.get("denied")) if complete is None else complete


class KnownList(Known):
    """What a source names, and what it denies. `complete` says whether it names all there was; if not, among others."""

    value: list[Any]
    denied: list[Any] = Field(default=[])
    complete: bool | None = None

    @property
    def is_complete(self) -> bool:
        """Say whether the source names all there was."""
        return names_all({"value": self.value, "denied": self.denied, "complete": self.complete})

    @model_validator(mode="after")
    def _named_or_denied(self) -> Self:
        """Refuse a term that is both, and a list that says nothing."""
        both = [term for term in self.denied if term in self.value]
        if both or not (self.value or self.denied or self.is_complete):
            message = f"{both[0]} is both named and denied" if both else "nothing is named or denied"
            raise ValueError(message)
        return self


class Unknown(Record):
    """Why a fact has no value."""

    state: str
    note: Text = ""


class Measure(Record):
    """A value measured at a moment, in the unit of its fact."""

    fact: str
    value: float


class Moment(Record):
    """A dated moment: a number of units from a day 0, negative before it."""

    event: str
    reported: Text
    value: Number
    unit: str
    counted_from: str
    detail: Text
    measures: list[Any]
    locator: Text


class Reading(Record):
    """What a source says in one place."""

    says: Text
    locator: Text


class Contradiction(Record):
    """Readings of one source that cannot all hold."""

    fact: str
    readings: Annotated[list[Reading], Field(min_length=2, max_length=MOST_IN_A_LIST)]
    note: Text


class Case(Record):
    """One patient: the source, every fact with its value or state, dated moments, and contradictions.

    `case_name` is for readers. `same_patient_as` is the case_id of another report of this patient, which is counted
    instead of this one.
    """

    model_config = ConfigDict(title="Case", serialize_by_alias=True)

    case_id: Annotated[str, Field(json_schema_extra={"pattern": f"^{CASE_ID}$"})]
    case_name: Text | None = None
    changed: Day
    same_patient_as: str | None = None
    source: dict[str, Any]
    facts: dict[str, Known | Unknown]
    course: list[Moment]
    conflicts: list[Contradiction]
    json_schema: Annotated[str, Field(alias="$schema", description="Where an editor finds this schema.")] = ""
