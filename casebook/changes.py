"""What changed from one release to the next, in one sentence a case: from the records of both.

A record holds of each case, in its column `told`, every fact in words, as a JSON object. Records of before that column
was kept hold the facts that filters ask for, and of a number or list that is not known they do not say why.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from casebook.codebook import LISTS, STATES, codebook
from casebook.release_records import TOLD, changes_between
from casebook.selection import every_case
from casebook.store import ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb

    Told = Mapping[str, str | None]
    """Each fact of a case in words: its value or state; None: not known, and not kept why."""

_MOST_NAMED = 3
"""Facts that went from one state to another and are named; of more, the number is said."""

_BESIDE = "notes, places in the source, moments or contradictions alone"
_BESIDE_OR_NEW = "notes, places in the source, moments, contradictions or facts new to the codebook alone"
_NOT_KEPT = "facts of which the record before holds nothing"


@dataclass(frozen=True, slots=True)
class ChangesOfRelease:
    """What a release changed: its cases by kind of change, a sentence for each, and facts that came or went.

    `unchanged` is the number of cases that are as before. `beside` names those that changed, though no fact that can be
    compared did. `kept` are the facts that can be; `is_whole` says whether they are all that both releases have.
    """

    cases: Mapping[str, tuple[str, ...]]
    unchanged: int
    sentences: Mapping[str, str]
    beside: tuple[str, ...]
    new_facts: tuple[str, ...]
    dropped_facts: tuple[str, ...]
    kept: tuple[str, ...]
    is_whole: bool


def recorded_cases(casebook: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Give what the record of a release keeps of each case to compare: its name, and a JSON object of facts in words.

    What follows from other facts is left out, and so is the day of the last change.
    """
    rows = ask("recorded_cases", every_case(), casebook)
    facts = codebook().facts
    lists = [name for name, fact in facts.items() if fact.kind in LISTS and fact.origin == "read"]
    left_out = [name for name in rows.columns if name in facts and facts[name].origin == "derived"]
    beside = [f"{name}_{what}" for name in lists for what in ("denied", "complete")]
    in_words = (
        rows.with_columns(_with_what_is_denied(name) for name in lists)
        .drop("changed", *left_out, *beside)
        .with_columns(pl.exclude("case_id").cast(pl.String()))
    )
    return in_words.select("case_id", pl.struct(pl.exclude("case_id")).struct.json_encode().alias(TOLD))


def _with_what_is_denied(name: str) -> pl.Expr:
    """Say in words of a list what the source denies, and that it names some among others."""
    among = pl.when(pl.col(f"{name}_complete") == "no").then(pl.lit(", among others")).otherwise(pl.lit(""))
    denied = pl.col(f"{name}_denied")
    without = pl.when(denied.is_in(["none", *STATES])).then(pl.lit("")).otherwise(pl.format("; denied: {}", denied))
    return pl.concat_str(name, among, without)


def changes_of_release(before: pl.DataFrame, now: pl.DataFrame) -> ChangesOfRelease:
    """Compare the records of two releases, `now` that of the later one."""
    was, later = _facts_by_case(before), _facts_by_case(now)
    changed = changes_between(before, now)
    of_before, of_now = _facts_of(was.values()), _facts_of(later.values())
    is_whole = TOLD in before.columns and TOLD in now.columns
    kept = tuple(name for name in of_now if name in of_before)
    new_facts = tuple(_label(name) for name in of_now if is_whole and name not in of_before)
    otherwise = _NOT_KEPT if not is_whole else _BESIDE_OR_NEW if new_facts else _BESIDE
    differences = {case: _difference(was[case], later[case], kept) for case in changed["corrected"]}
    sentences = {
        **{case: f"new, {later[case].get('drug', 'suspect drug not kept')}." for case in changed["added"]},
        **{case: f"{difference or otherwise}." for case, difference in differences.items()},
        **dict.fromkeys(changed["withdrawn"], "no longer in the casebook."),
    }
    return ChangesOfRelease(
        changed,
        now.height - len(changed["added"]) - len(changed["corrected"]),
        dict(sorted(sentences.items())),
        tuple(sorted(case for case, difference in differences.items() if not difference)),
        new_facts,
        tuple(_label(name) for name in of_before if is_whole and name not in of_now),
        tuple(map(_label, kept)),
        is_whole,
    )


def _facts_by_case(record: pl.DataFrame) -> dict[str, Told]:
    """Read what a record tells of each case."""
    if TOLD in record.columns:
        return {case: json.loads(facts) for case, facts in record.select("case_id", TOLD).rows()}
    known = codebook().facts
    kept = [name for name in record.columns if name in known and known[name].kind in {"term", "number"}]
    numbers = [name for name in kept if known[name].kind == "number"]
    rows = record.select("case_id", *kept).with_columns(
        pl.col(numbers).replace("", None).str.strip_suffix(".0")  # a number as it is told: 63 for 63.0
    )
    return {case: dict(zip(kept, cells, strict=True)) for case, *cells in rows.rows()}


def _facts_of(cases: Iterable[Told]) -> tuple[str, ...]:
    """Name the facts that a record tells: the same of each case."""
    return tuple(next(iter(cases), {}))


def _difference(was: Told, later: Told, kept: Iterable[str]) -> str:
    """Say how a case differs: each value that changed in full, and states that changed, many of them as a number."""
    values: list[str] = []
    states: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in kept:
        before, now = was.get(name), later.get(name)
        if before == now or _both_unknown(before, now):
            continue
        if before in STATES and now in STATES:
            states[str(before), str(now)].append(_label(name))
        else:
            values.append(_is_now(_label(name), before, now))
    for (before, now), labels in states.items():
        if len(labels) > _MOST_NAMED:
            values.append(f"{len(labels)} facts from “{before}” to “{now}”")
        else:
            values += [_is_now(label, before, now) for label in labels]
    return "; ".join(values)


def _both_unknown(before: str | None, now: str | None) -> bool:
    """Say whether nothing is known on both sides, and of one side not why."""
    return None in {before, now} and {before, now} <= {None, *STATES}


def _is_now(label: str, before: str | None, now: str | None) -> str:
    return f"{label} “{before or 'not known'}” is now “{now or 'not known'}”"


def _label(name: str) -> str:
    """Give the name of a fact for readers; of one that left the codebook, or of what is no fact, its words."""
    fact = codebook().facts.get(name)
    return fact.label if fact else name.replace("_", " ").capitalize()
