"""What must hold between the facts of one case, once each fact holds by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Facts = dict[str, dict[str, Any]]
Breach = tuple[str, object, str]
"""The fact, the value found, what is allowed."""

DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.4375}
"""Days in a unit of latency; a month is a twelfth of 365.25 days. Cycles have no length of their own."""

MOST_A_LAVAGE_ADDS_UP_TO = 101
"""Rounded percentages may exceed 100 by one, not by more."""

_CELLS = ("bal_lymphocytes_pct", "bal_eosinophils_pct", "bal_neutrophils_pct", "bal_macrophages_pct")
_RESULTS = ("recurred", "did not recur", "outcome unknown")


def broken_rules(facts: Facts) -> Iterator[Breach]:
    """Name the rules that the facts of a case break. Each fact must hold by itself."""
    yield from _latency(facts)
    yield from _lavage(facts)
    yield from _re_exposure(facts, "rechallenge", "rechallenge_result", "rechallenge_drug")
    yield from _re_exposure(facts, "later_other_imid", "later_other_imid_result", "later_other_imid_drugs")
    yield from _prior_imid(facts)


def _latency(facts: Facts) -> Iterator[Breach]:
    value, unit, days = (said(facts, f"latency_{part}") for part in ("value", "unit", "days"))
    if unit == "cycle" and _known(facts, "latency_days"):
        yield "latency_days", days, "a state: a latency in cycles is not converted to days"
    elif unit in DAYS_IN and _known(facts, "latency_value"):
        expected = value * DAYS_IN[unit]
        if not _known(facts, "latency_days") or abs(days - expected) > 0.001:  # noqa: PLR2004  rounding in the file
            yield "latency_days", days, f"{expected:g}, which is {value:g} {unit} x {DAYS_IN[unit]:g} days"
    elif _known(facts, "latency_days"):
        yield "latency_days", days, "a state: no number and unit of days, weeks or months was read"


def _lavage(facts: Facts) -> Iterator[Breach]:
    cells = [said(facts, name) for name in _CELLS if _known(facts, name)]
    if sum(cells) > MOST_A_LAVAGE_ADDS_UP_TO:
        yield (
            "bal_lymphocytes_pct",
            cells,
            f"cell shares that add up to {MOST_A_LAVAGE_ADDS_UP_TO} at most; these: {sum(cells):g}",
        )
    if said(facts, "bal_performed") == "no":
        for name in (*_CELLS, "bal_cells_per_ml", "bal_cd4_cd8_ratio", "bal_alveolar_hemorrhage"):
            if said(facts, name) != "not applicable":
                yield name, said(facts, name), "not applicable, since no lavage was done"


def _re_exposure(facts: Facts, done: str, result: str, drug: str) -> Iterator[Breach]:
    answer = said(facts, done)
    if answer == "yes":
        if said(facts, result) == "not applicable":
            yield result, "not applicable", f"{' | '.join(_RESULTS)} | not reported | not read, since {done} is yes"
    else:
        for name in (result, drug):
            if _known(facts, name):
                yield name, said(facts, name), f"a state: {done} is {answer}"
    if answer == "no" and said(facts, result) != "not applicable":
        yield result, said(facts, result), f"not applicable, since {done} is no"


def _prior_imid(facts: Facts) -> Iterator[Breach]:
    if said(facts, "prior_imid") == "yes":
        return
    for name in ("prior_imid_drugs", "prior_imid_months"):
        if _known(facts, name):
            yield name, said(facts, name), f"a state: prior_imid is {said(facts, 'prior_imid')}"


def said(facts: Facts, name: str) -> Any:  # noqa: ANN401  a fact holds a number, a text or a list
    """Give what a case says of a fact: its value, or the state it is in."""
    return facts[name].get("value", facts[name].get("state"))


def _known(facts: Facts, name: str) -> bool:
    return "value" in facts[name]
