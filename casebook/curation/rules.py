"""What must hold between the facts of one case, once each fact holds by itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from casebook.codebook import MOST_A_LAVAGE_ADDS_UP_TO
from casebook.curation.records import Known, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from casebook.codebook import Codebook

    Facts = Mapping[str, Known | Unknown]
    Breach = tuple[str, object, str]
    """The fact, the value found, what is allowed."""

    Rule = Callable[..., Iterator[Breach]]

DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.4375}
"""Days in a unit of latency; a month is a twelfth of 365.25 days. Cycles have no length of their own."""

_RESULTS = ("recurred", "did not recur", "outcome unknown")


def broken_rules(facts: Facts, book: Codebook) -> Iterator[Breach]:
    """Name the rules that facts of a case break: those rules all of whose facts are given."""
    for rule, names in _rules(book):
        if facts.keys() >= set(names):
            yield from rule(facts, *names)


def compared_facts(book: Codebook) -> set[str]:
    """Name the facts that rules compare."""
    return {name for _, names in _rules(book) for name in names}


def said(facts: Facts, name: str) -> Any:  # noqa: ANN401  a fact holds a number, a text or a list
    """Give what a case says of a fact: its value, or the state it is in."""
    fact = facts[name]
    return fact.value if isinstance(fact, Known) else fact.state


def _known(facts: Facts, name: str) -> bool:
    return isinstance(facts[name], Known)


def _latency(facts: Facts, *names: str) -> Iterator[Breach]:
    value, unit, days = (said(facts, name) for name in names)
    if unit == "cycle" and _known(facts, "latency_days"):
        yield "latency_days", days, "a state: a latency in cycles is not converted to days"
    elif unit in DAYS_IN and _known(facts, "latency_value"):
        expected = value * DAYS_IN[unit]
        if not _known(facts, "latency_days") or abs(days - expected) > 0.001:  # noqa: PLR2004  rounding in the file
            yield "latency_days", days, f"{expected:g}, which is {value:g} {unit} x {DAYS_IN[unit]:g} days"
    elif _known(facts, "latency_days"):
        yield "latency_days", days, "a state: no number and unit of days, weeks or months was read"


def _lavage_sum(facts: Facts, *names: str) -> Iterator[Breach]:
    cells = [said(facts, name) for name in names if _known(facts, name)]
    if sum(cells) > MOST_A_LAVAGE_ADDS_UP_TO:
        yield (
            names[0],
            cells,
            f"cell shares that add up to {MOST_A_LAVAGE_ADDS_UP_TO} at most; these: {sum(cells):g}",
        )


def _no_lavage(facts: Facts, done: str, finding: str) -> Iterator[Breach]:
    if said(facts, done) == "no" and said(facts, finding) != "not applicable":
        yield finding, said(facts, finding), "not applicable, since no lavage was done"


def _re_exposure(facts: Facts, done: str, result: str, drug: str) -> Iterator[Breach]:
    answer = said(facts, done)
    if answer == "yes":
        if said(facts, result) == "not applicable":
            yield result, "not applicable", f"{' | '.join(_RESULTS)} | not reported | not read, since {done} is yes"
        return
    if answer == "no" and said(facts, result) != "not applicable":
        yield result, said(facts, result), f"not applicable, since {done} is no"
    elif _known(facts, result):
        yield result, said(facts, result), f"a state: {done} is {answer}"
    if _known(facts, drug):
        yield drug, said(facts, drug), f"a state: {done} is {answer}"


def _detail(facts: Facts, answered: str, detail: str) -> Iterator[Breach]:
    if said(facts, answered) != "yes" and _known(facts, detail):
        yield detail, said(facts, detail), f"a state: {answered} is {said(facts, answered)}"


@cache
def _rules(book: Codebook) -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    """Give each rule with the facts that it compares."""
    cells = book.lavage_cells()
    of_lavage = (*cells, "bal_cells_per_ml", "bal_cd4_cd8_ratio", "bal_alveolar_hemorrhage")
    return (
        (_latency, ("latency_value", "latency_unit", "latency_days")),
        (_lavage_sum, cells),
        *((_no_lavage, ("bal_performed", finding)) for finding in of_lavage),
        (_re_exposure, ("rechallenge", "rechallenge_result", "rechallenge_drug")),
        (_re_exposure, ("later_other_imid", "later_other_imid_result", "later_other_imid_drugs")),
        (_detail, ("prior_imid", "prior_imid_drugs")),
        (_detail, ("prior_imid", "prior_imid_months")),
    )
