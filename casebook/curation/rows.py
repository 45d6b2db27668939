"""Checked cases as the rows of the casebook's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from casebook.codebook import Codebook, Fact

_POLARS = {"number": pl.Float64(), "text": pl.String(), "term": pl.String(), "list": pl.List(pl.String())}


def frames(cases: list[Any], book: Codebook) -> dict[str, pl.DataFrame]:
    """Lay the cases out: table name to frame, with the columns of that table in schema.sql but for the derived ones."""
    return {
        "cases": _cases(cases, book),
        "facts": pl.DataFrame(
            [
                (case["case_id"], name, *_told_with_place(case["facts"][name]))
                for case in cases
                for name in book.read_facts()
            ],
            schema=dict.fromkeys(("case_id", "fact", "state", "told", "locator", "note"), pl.String()),
            orient="row",
        ),
        "conflicts": pl.DataFrame(
            [
                {"case_id": case["case_id"], "position": position, **conflict}
                for case in cases
                for position, conflict in enumerate(case["conflicts"])
            ],
            schema={
                "case_id": pl.String(),
                "position": pl.Int16(),
                "fact": pl.String(),
                "readings": pl.List(pl.Struct({"says": pl.String(), "locator": pl.String()})),
                "note": pl.String(),
            },
        ),
        "course": pl.DataFrame(
            [
                {"case_id": case["case_id"], "position": position, **moment}
                for case in cases
                for position, moment in enumerate(case["course"])
            ],
            schema={
                "case_id": pl.String(),
                "position": pl.Int16(),
                **dict.fromkeys(("event", "reported"), pl.String()),
                "value": pl.Float64(),
                **dict.fromkeys(("unit", "counted_from", "detail"), pl.String()),
                "measures": pl.List(pl.Struct({"fact": pl.String(), "value": pl.Float64()})),
                "locator": pl.String(),
            },
        ),
    }


def in_words(value: str | float | list[str]) -> str:
    """Say a value in words: a list joined by "; ", an empty one as "none", a number without needless zeros."""
    if isinstance(value, list):
        return "; ".join(value) or "none"
    return value if isinstance(value, str) else f"{value:.12g}"


def _cases(cases: list[Any], book: Codebook) -> pl.DataFrame:
    columns: dict[str, pl.DataType] = {"case_id": pl.String(), "changed": pl.String()}
    columns |= dict.fromkeys((name for name in book.source_facts() if name not in {"case_id", "changed"}), pl.String())
    columns |= {"year": pl.Int16(), "in_founding_table": pl.Boolean()}
    for fact in book.read_facts().values():
        columns[fact.name] = _POLARS[fact.kind]
        if fact.kind != "term":
            columns[f"{fact.name}_state"] = pl.String()
    columns["searchable"] = pl.String()
    return pl.DataFrame([_case(case, book) for case in cases], schema=columns)


def _case(case: Any, book: Codebook) -> dict[str, Any]:  # noqa: ANN401  a checked case file
    row = {"case_id": case["case_id"], "changed": case["changed"], **case["source"]}
    words = [case["case_id"], case["source"]["citation"], case["source"]["doi"] or "", case["source"]["pmid"] or ""]
    for fact in book.read_facts().values():
        told = case["facts"][fact.name]
        row[fact.name] = _in_column(fact, told)
        if fact.kind != "term":
            row[f"{fact.name}_state"] = told.get("state", "known")
        if "value" in told and told["value"] not in ("yes", "no"):
            words.append(in_words(told["value"]))
    row["searchable"] = "\n".join(words).lower()
    return row


def _in_column(fact: Fact, told: dict[str, Any]) -> Any:  # noqa: ANN401  a number, a text or a list
    value = told.get("value", told["state"] if fact.kind == "term" and "value" not in told else None)
    return float(value) if fact.kind == "number" and value is not None else value


def _told_with_place(told: dict[str, Any]) -> tuple[str, str | None, str | None, str | None]:
    state = told.get("state", "known")
    return state, in_words(told["value"]) if "value" in told else None, told.get("locator"), told.get("note")
