"""The model of a case file, made from the codebook: the records of a case with the facts and terms that there are."""

from __future__ import annotations

from functools import cache, reduce
from operator import getitem, or_
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, Tag, TypeAdapter, create_model
from typing_extensions import TypedDict

from casebook.codebook import LISTS, STATES
from casebook.curation.records import (
    AT_THE_TOP,
    MOST_IN_A_LIST,
    UNITS,
    Case,
    Contradiction,
    Day,
    Known,
    KnownList,
    Measure,
    Moment,
    Number,
    Text,
    Unknown,
)

if TYPE_CHECKING:
    from casebook.codebook import Codebook, Fact

Type = Any
"""A type that Python makes at run time, so that no checker of types knows it."""


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


def json_schema(book: Codebook) -> dict[str, Any]:
    """Write the JSON Schema of a case file, from which an editor completes. It cannot compare two facts."""
    schema = case_model(book).model_json_schema()
    facts = schema["$defs"]["Facts"]
    facts["required"] = [name for name in facts["required"] if not book.facts[name].since]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@cache
def entry(fact: Fact) -> TypeAdapter[Known | Unknown]:
    """Give the checker of what a case file says of one fact."""
    return TypeAdapter(entry_type(fact))


@cache
def entry_type(fact: Fact) -> Type:
    """Give the type of what a case file says of a fact: a known value, or a state where the fact may be in one."""
    if fact.kind in LISTS:
        known = create_model(
            f"Known_{fact.name}",
            __base__=KnownList,
            value=value_type(fact),
            denied=(value_type(fact), Field(default=[])),
        )
    else:
        known = create_model(f"Known_{fact.name}", __base__=Known, value=value_type(fact))
    if not fact.states:
        return known
    either = _annotated(known, Tag("known")) | _annotated(_unknown(fact.states), Tag("unknown"))
    return _annotated(either, Discriminator(_tag))


def value_type(fact: Fact) -> Type:
    """Give the type of a known value of a fact."""
    if fact.kind in LISTS:
        terms = _list_of(_one_of(fact.terms), most=len(fact.terms)) if fact.kind == "list" else _list_of(Text)
        return _annotated(_annotated(terms, AfterValidator(_each_once)), Field(json_schema_extra={"uniqueItems": True}))
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


def _tag(entry: object) -> str | None:
    """Tell a known value from a state; None where neither or both stand there."""
    if isinstance(entry, dict) and ("value" in entry) != ("state" in entry):
        return "known" if "value" in entry else "unknown"
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
