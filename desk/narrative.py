"""A case told in prose, in order of time: short sentences of what it says, what it does not say once a paragraph.

Nothing is inferred, and nothing of a case is left out: each fact with a value has its sentence. The same case gives the
same text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from casebook.codebook import LISTS, codebook
from casebook.curation.records import names_all
from casebook.curation.rows import in_words
from casebook.curation.rules import DAYS_IN
from desk.narrative_words import ANY, BEFORE_COURSE, GROUPS, MORE_WORDS, NONE, PARTS_OF_LATENCY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casebook.codebook import Fact
    from desk.narrative_words import Group

    Case = Mapping[str, Any]

NOT_KNOWN = "not known"
_APART = re.compile(r" \([^()]*\)$| as (?:published|reported)$")
"""What a label says of the unit, or of a source."""

_PROPER = ("Naranjo",)
"""Names with which a label begins."""


def narrative(case: Case) -> str:
    """Tell a case, a paragraph a line: group by group, its dated moments, what its record contradicts itself on."""
    paragraphs: list[str] = []
    for group, facts in zip(GROUPS, _facts_by_group(), strict=True):
        paragraphs.append(_paragraph(case, group, facts))
        if group.about == BEFORE_COURSE:
            paragraphs.append(" ".join(_course(case["course"])))
    paragraphs.append(" ".join(_contradictions(case["conflicts"])))
    return "\n".join(filter(None, paragraphs))


def _facts_by_group() -> list[list[Fact]]:
    """Give the facts of each group in the order of their sentences, then those of the codebook that have none.

    These go with the group that has most facts of their section.
    """
    facts = codebook().read_facts()
    groups = [[facts[name] for name in group.sentences] for group in GROUPS]
    sections = [Counter(fact.section for fact in group) for group in groups]
    told = {name for group in GROUPS for name in group.sentences}
    for name, fact in facts.items():
        if name not in told:
            counts = [of_group[fact.section] for of_group in sections]
            groups[counts.index(max(counts))].append(fact)
    return groups


def _paragraph(case: Case, group: Group, facts: Sequence[Fact]) -> str:
    sentences: list[str] = []
    numbers: list[str] = []
    gaps: list[str] = []
    for fact in facts:
        entry = case["facts"].get(fact.name, {})
        if "value" not in entry:
            if _is_asked(case, fact, entry):
                gaps.append(_name(fact))
        elif fact.kind == "number" and fact.name not in group.sentences:
            if not _is_told_with_latency(case, fact.name):
                unit = f" {fact.unit}" if fact.unit else ""
                numbers.append(f"{_name(fact)} {in_words(entry['value'])}{unit}")
        elif not _is_told_before(case, fact.name):
            sentences += _sentences(fact, entry, group.sentences.get(fact.name, {}))
            if fact.kind in LISTS and entry["value"] and not names_all(entry):
                gaps.append(f"{_name(fact)} beyond these")
    if numbers:
        sentences.append(f"{group.measured}: {'; '.join(numbers)}.")
    if gaps and not sentences:
        return f"Of {group.about} nothing is known."
    return " ".join([*sentences, *([f"{NOT_KNOWN.capitalize()}: {'; '.join(dict.fromkeys(gaps))}."] if gaps else [])])


def _sentences(fact: Fact, entry: Mapping[str, Any], words: str | Mapping[str, str]) -> Iterator[str]:
    """Tell the value of a fact, and what it denies."""
    value = entry["value"]
    by_value = {ANY: words} if isinstance(words, str) else words
    if isinstance(value, list):
        key = ANY if value else NONE
        told = _joined(value)
        if not value and not names_all(entry):
            key = None
    else:
        told = in_words(value).strip().rstrip(".")
        key = told if told in by_value else ANY
    if key is not None:
        yield by_value.get(key, f"{_name(fact)}: {{}}.").format(told or "none")
    if entry.get("denied"):
        yield f"{_name(fact)} denied: {_joined(entry['denied'])}."


def _joined(parts: Sequence[str]) -> str:
    """Join words as a sentence does."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _name(fact: Fact) -> str:
    """Name a fact without its unit, in small letters where it begins with an ordinary word."""
    name = _APART.sub("", fact.label)
    return name[0].lower() + name[1:] if name[1:].islower() and not name.startswith(_PROPER) else name


def _is_asked(case: Case, fact: Fact, entry: Mapping[str, Any]) -> bool:
    """Say whether a fact without a value is a gap: not where it is not applicable, nor where it could have none.

    It can have none where the answer that any value of it implies is not there: that answer is the gap.
    """
    if entry.get("state") == "not applicable" or fact.name in {*PARTS_OF_LATENCY, *MORE_WORDS}:
        return False
    return all(_value(case, answer.fact) == answer.term for answer in fact.implies)


def _is_told_before(case: Case, name: str) -> bool:
    """Say whether the sentence of another fact says it: parts of a latency, the one suspect."""
    only_suspect = name == "suspect_imids" and _value(case, name) == [_value(case, "drug")]
    return only_suspect or _is_told_with_latency(case, name)


def _is_told_with_latency(case: Case, name: str) -> bool:
    return name in PARTS_OF_LATENCY and _value(case, "latency_reported") is not None


def _value(case: Case, name: str) -> Any:  # noqa: ANN401  a fact holds a number, a text or a list
    return case["facts"].get(name, {}).get("value")


def _course(moments: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell the dated moments: those counted from the same day 0 together, in order of time, without one last."""
    zeros = codebook().terms("counted_from")

    def place(moment: Mapping[str, Any]) -> tuple[int, bool, float]:
        days = DAYS_IN.get(moment["unit"])
        return zeros.index(moment["counted_from"]), days is None, moment["value"] * (days or 1)

    for moment in sorted(moments, key=place):
        detail = moment["detail"].strip().rstrip(".")
        measures = [
            f"{codebook().facts[measure['fact']].label} {in_words(measure['value'])}"
            for measure in moment["measures"]
            if in_words(measure["value"]) not in detail
        ]
        measured = f" Measured then: {'; '.join(measures)}." if measures else ""
        event = moment["event"][0].upper() + moment["event"][1:]
        yield f"{event}, {moment['reported'].strip().rstrip('.')}: {detail}.{measured}"


def _contradictions(conflicts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell what the record says in one place and otherwise in another."""
    for conflict in conflicts:
        readings = " / ".join(reading["says"].strip() for reading in conflict["readings"])
        yield f"The record contradicts itself on {_name(codebook().facts[conflict['fact']])}: {readings}."
