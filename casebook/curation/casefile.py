"""One case file, read and checked: the case as a record, or every fault that it has."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from casebook.addresses import WRITTEN
from casebook.curation.faults import Fault, fault, faults_of
from casebook.curation.model import case_model, entry
from casebook.curation.records import CASE_ID, Case, day
from casebook.curation.rules import broken_rules, compared_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from casebook.codebook import Codebook
    from casebook.curation.allowed import Json
    from casebook.curation.records import Known, Unknown

NOT_READ = {"state": "not read"}
"""What a case says of a fact that is younger than its last change: nobody has looked."""


class CaseFile(NamedTuple):
    """A case file as it was read: the case, or None where it has faults; and its content, however it is laid out."""

    case: Case | None
    content: str
    faults: list[Fault]


def read_case(file: str, text: str, book: Codebook, today: date | None = None) -> CaseFile:
    """Read one case file, `file` its name with ".json". A date of change after `today` is a fault."""
    try:
        read = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
        content = json.dumps(_content(read), sort_keys=True, ensure_ascii=False)
        content.encode()
    except (ValueError, RecursionError) as error:
        return CaseFile(None, "", [Fault(file, "the file", str(error), "JSON in UTF-8, each key once")])
    completed = _with_later_facts(read, book)
    case, faults, facts = None, [], {}
    try:
        case = case_model(book).model_validate(completed)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
        faults += dict.fromkeys(faults_of(file, errors, completed, book))
        facts = _sound_facts(completed, errors, book)
    else:
        facts = case.facts
    faults += _of_name_and_source(file, completed, today or datetime.now(UTC).date())
    faults += [
        fault(file, f"facts.{name}", _as_written(value), allowed) for name, value, allowed in broken_rules(facts, book)
    ]
    return CaseFile(None if faults else case, content, faults)


def _with_later_facts(read: Json, book: Codebook) -> Json:
    """Put "not read" where a case is older than a fact of the codebook, or of no known age, and does not answer it."""
    facts = read.get("facts") if isinstance(read, dict) else None
    if not isinstance(read, dict) or not isinstance(facts, dict):
        return read
    try:
        changed = day(read.get("changed"))
    except ValueError:
        changed = date.min
    later = {
        name: NOT_READ
        for name, fact in book.read_facts().items()
        if fact.since and name not in facts and changed < fact.since
    }
    return {**read, "facts": {**facts, **later}} if later else read


def _sound_facts(read: Json, errors: list[ErrorDetails], book: Codebook) -> dict[str, Known | Unknown]:
    """Give those facts of a case with faults that have none themselves, as far as rules compare them."""
    facts = read.get("facts") if isinstance(read, dict) else None
    if not isinstance(facts, dict):
        return {}
    faulty = {error["loc"][1] for error in errors if len(error["loc"]) > 1 and error["loc"][0] == "facts"}
    sound = (compared_facts(book) & facts.keys()) - faulty
    return {name: entry(book.facts[name]).validate_python(facts[name]) for name in sound}


def _of_name_and_source(file: str, read: Json, today: date) -> Iterator[Fault]:
    """Compare the case with the name of its file, with the calendar, and the two fields on how the source was read."""
    stem = file.removesuffix(".json")
    if not re.fullmatch(CASE_ID, stem):
        yield fault(file, "the file name", stem, "letters a to z, digits and hyphens, as in doe-2024.json")
    if not isinstance(read, dict):
        return
    case_id, changed, source = (read.get(key) for key in ("case_id", "changed", "source"))
    if isinstance(case_id, str) and case_id != stem:
        yield fault(file, "case_id", case_id, f"{stem}, as the file is named", {stem: stem})
    if isinstance(changed, str) and _is_later(changed, today):
        yield fault(file, "changed", changed, f"a date up to today, {today}")
    if isinstance(source, dict):
        for name, written in WRITTEN.items():
            if isinstance(source.get(name), str) and not written.pattern.fullmatch(source[name]):
                yield fault(file, f"source.{name}", source[name], written.in_words)
        read_in = source.get("secondary_source")
        if (read_in is not None) != (source.get("read_as") == "secondary table"):
            needs = "the report in whose table the case was read, if read so; else null"
            yield fault(file, "source.secondary_source", read_in, needs)


def _is_later(changed: str, today: date) -> bool:
    """Say whether a date has not come yet anywhere on earth; what is no date is another fault."""
    try:
        return day(changed) > today + timedelta(days=1)
    except ValueError:
        return False


def _as_written(value: Json) -> Json:
    """Write a whole number without the decimals that the model gives it."""
    if isinstance(value, list):
        return [_as_written(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _content(read: Json) -> Json:
    """Give what a file says, however it says it: a field that is left out and one that is null say the same.

    The key by which an editor finds the schema says nothing of the case.
    """
    if not isinstance(read, dict):
        return read
    left_out = {name: None for name, field in Case.model_fields.items() if field.default is None}
    return left_out | {key: value for key, value in read.items() if key != "$schema"}


def _without_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        message = f"the key {twice!r} stands twice"
        raise ValueError(message)
    return members


def _no_constant(constant: str) -> None:
    message = f"{constant} is not a JSON number"
    raise ValueError(message)
