"""What a case file holds, as typed records. The codebook says which facts there are and which value each may have."""

from __future__ import annotations

from datetime import date
from functools import cache, reduce
from operator import getitem, or_
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    create_model,
)
from typing_extensions import TypedDict

from casebook.codebook import STATES

if TYPE_CHECKING:
    from casebook.codebook import Codebook, Fact

Type = Any
"""A type that Python makes at run time, so that no checker of types knows it."""

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

    case_id: str
    changed: Day
    source: dict[str, Any]
    facts: dict[str, Known | Unknown]
    course: list[Moment]
    conflicts: list[Contradiction]
    json_schema: Annotated[str, Field(alias="$schema", description="Where an editor finds this schema.")] = ""


@cache
def case_model(book: Codebook) -> type[Case]:
    """Make the record of a case whose facts, sources, moments and contradictions are those of the codebook."""
    read = book.read_facts()
    source = {
        name: _field(fact, value_type(fact) | None if fact.states else value_type(fact))
        for name, fact in book.source_facts().items()
        if name not in AT_THE_TOP
    }
    measures = [
        create_model(f"Measure_{name}", __base__=Measure, fact=_one_of((name,)), value=value_type(fact))
        for name, fact in read.items()
        if fact.kind == "number"
    ]
    moment = create_model(
        "Moment",
        __base__=Moment,
        event=_one_of(book.terms("course_event")),
        unit=_one_of(UNITS),
        counted_from=_one_of(book.terms("counted_from")),
        measures=_list_of(_annotated(reduce(or_, measures), Discriminator("fact"))),
    )
    contradiction = create_model("Contradiction", __base__=Contradiction, fact=_one_of(tuple(read)))
    return create_model(
        "Case",
        __base__=Case,
        source=_object("Source", source),
        facts=_object("Facts", {name: _field(fact, entry_type(fact)) for name, fact in read.items()}),
        course=_list_of(moment),
        conflicts=_list_of(contradiction),
    )


@cache
def entry(fact: Fact) -> TypeAdapter[Known | Unknown]:
    """Give the checker of what a case file says of one fact."""
    return TypeAdapter(entry_type(fact))


@cache
def entry_type(fact: Fact) -> Type:
    """Give the type of what a case file says of a fact: a known value, or a state where the fact may be in one."""
    known = create_model(f"Known_{fact.name}", __base__=Known, value=value_type(fact))
    if not fact.states:
        return known
    either = _annotated(known, Tag("known")) | _annotated(_unknown(fact.states), Tag("unknown"))
    return _annotated(either, Discriminator(_tag))


def value_type(fact: Fact) -> Type:
    """Give the type of a known value of a fact."""
    if fact.kind == "list":
        return _annotated(_list_of(_one_of(fact.terms), most=len(fact.terms)), AfterValidator(_each_once))
    if fact.kind in {"number", "year"}:
        low = None if fact.low == float("-inf") else fact.low
        high = None if fact.high == float("inf") else fact.high
        return _annotated(int if fact.kind == "year" else Number, Field(ge=low, le=high))
    if fact.kind == "text":
        return _annotated(Text, AfterValidator(_no_state))
    return {"term": _one_of(fact.terms), "yes or no": bool, "date": Day}[fact.kind]


@cache
def _unknown(states: tuple[str, ...]) -> type[Unknown]:
    return create_model(f"Unknown_{len(states)}", __base__=Unknown, state=_one_of(states))


def _one_of(terms: tuple[str, ...]) -> Type:
    return getitem(Literal, terms)


def _list_of(type_: Type, most: int = MOST_IN_A_LIST) -> Type:
    return _annotated(GenericAlias(list, (type_,)), Field(max_length=most))


def _annotated(type_: Type, about: object) -> Type:
    return getitem(Annotated, (type_, about))


def _field(fact: Fact, type_: Type) -> Type:
    """Give the type of a field with what an editor shows beside it."""
    return _annotated(type_, Field(title=fact.label, description=fact.explanation))


def _object(name: str, fields: dict[str, Type]) -> Type:
    """Give the type of an object with these keys. It is no record: a fact may be named as a method of records is."""
    make: Any = TypedDict
    made = make(name, fields)
    made.__pydantic_config__ = ConfigDict(strict=True, extra="forbid")
    return made


def _tag(said: object) -> str | None:
    """Tell a known value from a state; None where neither or both stand there."""
    if isinstance(said, dict) and ("value" in said) != ("state" in said):
        return "known" if "value" in said else "unknown"
    return None


def _each_once(terms: list[str]) -> list[str]:
    if len(set(terms)) < len(terms):
        message = "a term stands twice"
        raise ValueError(message)
    return terms


def _no_state(text: str) -> str:
    if text.strip().lower() in STATES:
        message = "a state stands as text"
        raise ValueError(message)
    return text
