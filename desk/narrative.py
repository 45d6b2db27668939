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
_START, _DEATH = "start of the suspect drug", "death"
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
            paragraphs.append(" ".join(_course(case)))
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
    """Tell the facts of a group: sentences, then numbers together, then what may not be all, and what is not known."""
    entries = case["facts"]
    known = [fact for fact in facts if "value" in entries.get(fact.name, {}) and not _is_told_before(case, fact.name)]
    bare = [fact for fact in known if fact.kind == "number" and fact.name not in group.sentences]
    in_part = [fact for fact in known if fact.kind in LISTS and _names_some(entries[fact.name])]
    gaps = [fact for fact in facts if _is_gap(case, fact)]
    if gaps and not known:
        return f"Of {group.about} nothing is known."
    words = group.sentences
    sentences = [
        sentence
        for fact in known
        if fact not in bare
        for sentence in _sentences(fact, entries[fact.name], words.get(fact.name, {}))
    ]
    if bare:
        numbers = (f"{_name(fact)} {in_words(entries[fact.name]['value'])} {fact.unit}".strip() for fact in bare)
        sentences.append(f"{group.measured}: {'; '.join(numbers)}.")
    if in_part:
        sentences.append(f"Whether all is named is not known of: {_named(in_part)}.")
    if gaps:
        sentences.append(f"{NOT_KNOWN.capitalize()}: {_named(gaps)}.")
    return " ".join(sentences)


def _named(facts: Sequence[Fact]) -> str:
    return "; ".join(dict.fromkeys(map(_name, facts)))


def _names_some(entry: Mapping[str, Any]) -> bool:
    return bool(entry["value"]) and not names_all(entry)


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
        if fact.unit == "days" and not float(value).is_integer():
            told = f"about {value:.0f}"
    if key is not None:
        yield by_value.get(key, f"{_name(fact)}: {{}}.").format(told or "none")
    if entry.get("denied"):
        yield f"Denied: {_joined(entry['denied'])}."


def _joined(parts: Sequence[str]) -> str:
    """Join words as a sentence does."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _name(fact: Fact) -> str:
    """Name a fact without its unit, in small letters where it begins with an ordinary word."""
    name = _APART.sub("", fact.label)
    first = name.split()[0]
    is_ordinary = first[1:2].isalpha() and first[1:].islower() and first not in _PROPER
    return name[0].lower() + name[1:] if is_ordinary else name


def _is_gap(case: Case, fact: Fact) -> bool:
    """Say whether a fact without a value is a gap: not where it is not applicable, nor where it could have none.

    It can have none where the answer that any value of it implies is not there: that answer is the gap.
    """
    entry = case["facts"].get(fact.name, {})
    if "value" in entry or entry.get("state") == "not applicable" or fact.name in {*PARTS_OF_LATENCY, *MORE_WORDS}:
        return False
    return all(_value(case, answer.fact) == answer.term for answer in fact.implies)


def _is_told_before(case: Case, name: str) -> bool:
    """Say whether the sentence of another fact says it: parts of a latency, the one suspect."""
    only_suspect = name == "suspect_imids" and _value(case, name) == [_value(case, "drug")]
    return only_suspect or (name in PARTS_OF_LATENCY and _value(case, "latency_reported") is not None)


def _value(case: Case, name: str) -> Any:  # noqa: ANN401  a fact holds a number, a text or a list
    return case["facts"].get(name, {}).get("value")


def _course(case: Case) -> Iterator[str]:
    """Tell the dated moments in order of time, each in its own words of when it was; a death comes last.

    Those counted from the start of the drug are set before those of the lung event by the latency. The day on which the
    drug was stopped is not known as a number: it is taken as that of the event, for the order alone.
    """
    latency = _value(case, "latency_days")

    def place(moment: Mapping[str, Any]) -> tuple[bool, bool, float]:
        days = DAYS_IN.get(moment["unit"])
        is_from_start = moment["counted_from"] == _START
        is_known = days is not None and not (is_from_start and latency is None)
        before = latency if is_from_start and is_known else 0
        return moment["event"] == _DEATH, not is_known, moment["value"] * (days or 1) - before

    for moment in sorted(case["course"], key=place):
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
        readings = _joined([f"“{reading['says'].strip()}”" for reading in conflict["readings"]])
        yield f"The record contradicts itself on {_name(codebook().facts[conflict['fact']])}: {readings}."
