"""What must hold between the facts of one case, once each fact holds by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casebook.codebook import NOT_APPLICABLE
from casebook.curation.records import Known, Unknown
from casebook.lavage import MOST_TOGETHER_PCT, SHARES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from casebook.codebook import Codebook, Fact

    Facts = Mapping[str, Known | Unknown]
    Breach = tuple[str, object, str]
    """The fact, the value found, what is allowed."""

    Rule = Callable[..., Iterator[Breach]]

DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
"""Days in a unit of latency; a month is a twelfth of 365.25 days. Cycles have no length of their own."""

_NOT_READ = "not read"

BOUNDS = ("more than", "less than")
"""Kinds of latency that are a bound, and no time."""


def broken_rules(facts: Facts, book: Codebook) -> Iterator[Breach]:
    """Name the rules that facts of a case break: those rules all of whose facts are given."""
    for rule, names in _RULES:
        if facts.keys() >= set(names):
            yield from rule(facts, *names)
    for name, fact in _with_implied(book).items():
        if facts.keys() >= {name, *(answer.fact for answer in fact.implies)}:
            yield from _implied(facts, name, fact)


def compared_facts(book: Codebook) -> set[str]:
    """Name the facts that rules compare."""
    implied = {answer.fact for fact in _with_implied(book).values() for answer in fact.implies}
    return {*(name for _, names in _RULES for name in names), *_with_implied(book), *implied}


def _with_implied(book: Codebook) -> dict[str, Fact]:
    """Give the facts whose values imply an answer, by name."""
    return {name: fact for name, fact in book.read_facts().items() if fact.implies}


def _answer(facts: Facts, name: str) -> Any:  # noqa: ANN401  a fact holds a number, a text or a list
    """Give what a case says of a fact: its value, or the state it is in."""
    fact = facts[name]
    return fact.value if isinstance(fact, Known) else fact.state


def _known(facts: Facts, name: str) -> bool:
    return isinstance(facts[name], Known)


def _latency(facts: Facts, *names: str) -> Iterator[Breach]:
    value, value_to, kind, unit, days = (_answer(facts, name) for name in names)
    known, known_to, known_days = (_known(facts, name) for name in (names[0], names[1], names[4]))
    if known_to and not (kind == "range" and known and value < value_to):
        yield "latency_value_to", value_to, "a state, but for a range: a number above latency_value"
    elif kind == "range" and not known_to:
        yield "latency_value_to", value_to, "the upper number of the range"
    elif known_days and kind in BOUNDS:
        yield "latency_days", days, f"a state: {kind} is a bound, and no time"
    elif known_days and unit == "cycle":
        yield "latency_days", days, "a state: a latency in cycles is not converted to days"
    elif unit in DAYS_IN and known and kind not in BOUNDS:
        number = (value + value_to) / 2 if known_to else value
        expected = number * DAYS_IN[unit]
        if not known_days or abs(days - expected) > 0.001:  # noqa: PLR2004  rounding in the file
            yield "latency_days", days, f"{expected:g}, which is {number:g} {unit} x {DAYS_IN[unit]:g} days"
    elif known_days and kind not in BOUNDS:
        yield "latency_days", days, "a state: no number and unit of days, weeks, months or years was read"


def _suspects(facts: Facts, drug: str, suspects: str) -> Iterator[Breach]:
    if _known(facts, suspects) and _answer(facts, drug) not in _answer(facts, suspects)[:1]:
        yield suspects, _answer(facts, suspects), f"a list that begins with the suspect drug, {_answer(facts, drug)}"


def _lavage_sum(facts: Facts, *names: str) -> Iterator[Breach]:
    cells = [_answer(facts, name) for name in names if _known(facts, name)]
    if sum(cells) > MOST_TOGETHER_PCT:
        yield (
            names[0],
            cells,
            f"cell shares that add up to {MOST_TOGETHER_PCT} at most; these: {sum(cells):g}",
        )


def _implied(facts: Facts, name: str, fact: Fact) -> Iterator[Breach]:
    """Hold a fact against each answer that its values imply, as the codebook says.

    Where that answer is there, the fact applies; where another one is, it does not. A fact that came later may be not
    read in a case that nobody has looked at since.
    """
    answer = _answer(facts, name)
    for implied in fact.implies:
        there = _answer(facts, implied.fact)
        if there == implied.term:
            if answer == NOT_APPLICABLE:
                yield name, answer, f"any other answer, since {implied.fact} is {there}"
        elif _known(facts, implied.fact) or there == NOT_APPLICABLE:
            if answer != NOT_APPLICABLE and not (answer == _NOT_READ and fact.since):
                yield name, answer, f"{NOT_APPLICABLE}, since {implied.fact} is {there}"
        elif _known(facts, name):
            yield name, answer, f"a state: {implied.fact} is {there}"


_RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (_latency, ("latency_value", "latency_value_to", "latency_kind", "latency_unit", "latency_days")),
    (_suspects, ("drug", "suspect_imids")),
    (_lavage_sum, SHARES),
)
"""Each rule that the codebook does not state by itself, with the facts that it compares."""
