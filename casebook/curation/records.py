"""The records of a case file. Which facts there are, and which value each may have, the codebook says (model.py)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

CASE_ID = "[A-Za-z0-9][A-Za-z0-9-]*"
"""How a case may be named, as a regular expression."""

AT_THE_TOP = ("case_id", "changed")
"""Facts of the source that stand at the top of a case file, before "source"."""

UNITS = ("day", "week", "month")
"""Units in which the time of a moment is counted."""

MOST_IN_A_LIST = 200
"""Moments, contradictions, readings or measured values of one case: more are a fault of whatever wrote the file."""

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
Text = Annotated[str, StringConstraints(pattern=rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$")]
"""A text with at least one character that is no space, and without control characters but tabs and line breaks."""

Number = Annotated[float, Field(allow_inf_nan=False)]


def day(text: object) -> date:
    """Read a date as case files write it, as in 2026-11-23, and in no other way."""
    try:
        read = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        read = None
    if read is None or read.isoformat() != text:
        message = f"{text!r} is no date"
        raise ValueError(message)
    return read


Day = Annotated[date, BeforeValidator(day)]


class Record(BaseModel):
    """Part of a case file: an object with these fields and no others."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Known(Record):
    """The value of a fact, and the place where it was read."""

    value: Any
    locator: Text
    note: Text = ""


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
    """One patient: the source, every fact with its value or state, dated moments, and contradictions."""

    model_config = ConfigDict(title="Case", serialize_by_alias=True)

    case_id: Annotated[str, Field(json_schema_extra={"pattern": f"^{CASE_ID}$"})]
    changed: Day
    source: dict[str, Any]
    facts: dict[str, Known | Unknown]
    course: list[Moment]
    conflicts: list[Contradiction]
    json_schema: Annotated[str, Field(alias="$schema", description="Where an editor finds this schema.")] = ""
