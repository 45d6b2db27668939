"""What the widgets of one fact say, as the entry of a case, and back. Nothing here knows Streamlit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from casebook.codebook import LISTS, STATES
from casebook.curation.records import names_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.codebook import Fact
    from desk.draft import Json

COMPLETE = {"all there was": True, "some among others": False}
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def parts_of(entry: Json, fact: Fact) -> dict[str, Any]:
    """Take an entry apart for the widgets: by part what each shows; None and empty where it shows nothing."""
    answer = entry if isinstance(entry, dict) else {}
    value, state = answer.get("value"), answer.get("state")
    parts: dict[str, Any] = {
        "locator": answer.get("locator", ""),
        "note": answer.get("note", ""),
        "group": answer.get("said_of") == "group",
        "state": None if fact.kind == "term" else state,
    }
    if fact.kind in LISTS:
        words = {flag: word for word, flag in COMPLETE.items()}
        complete = answer.get("complete", True if "value" in answer and names_all(answer) else None)
        return parts | {
            "named": list(value or []),
            "denied": list(answer.get("denied", [])),
            "complete": words.get(complete) if complete is not None else None,
        }
    if fact.kind == "term":
        return parts | {"value": value or state}
    return parts | {"value": "" if value is None else str(value)}


def entry_of(parts: Mapping[str, Any], fact: Fact, before: Json) -> Json:
    """Make an entry of what the widgets show; None where they show nothing.

    `from_claim`, which has no widget, stays as it was as long as the value does.
    """
    note = {"note": text} if (text := str(parts.get("note") or "").strip()) else {}
    state = parts.get("state") or (parts.get("value") if parts.get("value") in STATES and fact.kind == "term" else None)
    if state:
        return {"state": state, **note}
    entry: dict[str, Any] = {}
    if fact.kind in LISTS:
        named, denied, complete = parts.get("named") or [], parts.get("denied") or [], parts.get("complete")
        if named or denied or complete:
            entry = {"value": list(named)}
            entry |= {"denied": list(denied)} if denied else {}
            entry |= {"complete": COMPLETE[complete]} if complete else {}
            if not named and not complete:
                # As the build takes it; written out for whoever reads the file.
                entry["complete"] = False
    elif str(parts.get("value") or "").strip():
        entry = {"value": _value(str(parts["value"]).strip(), fact)}
    locator = str(parts.get("locator") or "").strip()
    entry |= {"locator": locator} if locator else {}
    entry |= note
    if "value" in entry and parts.get("group"):
        entry["said_of"] = "group"
    if isinstance(before, dict) and "from_claim" in before and before.get("value") == entry.get("value"):
        entry["from_claim"] = before["from_claim"]
    return entry or None


def cleared_by(changed: str, value: object) -> tuple[str, ...]:
    """Name the parts that say nothing any more once another one was changed: a fact has a value or a state."""
    if not value:
        return ()
    if changed == "state":
        return ("value", "named", "denied", "complete", "locator", "group")
    return ("state",) if changed in {"value", "named", "denied", "complete"} else ()


def source_value(text: str | None, kind: str) -> Json:
    """Read a field of the source as it was typed; None where it is empty. What is no number stays as it is."""
    typed = (text or "").strip()
    return int(typed) if kind == "year" and typed.isdecimal() else typed or None


def number_of(text: str) -> float | str:
    """Read a number with a point or a comma; what is none stays as it was typed, and is a fault."""
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() and text.lstrip("-").isdecimal() else number


def _value(text: str, fact: Fact) -> Json:
    return number_of(text) if fact.kind == "number" else text
