"""The latencies of the board as a strip of dots, the patient's day among them: where each part of it stands.

Screen and paper draw it from this record, each by its own means and without a script: in Present it is there at once,
and to a run of Prepare, which prints it, it costs a millisecond, where drawing a chart of Altair would cost thirty.
"""

from __future__ import annotations

import html
from math import log10, sqrt
from typing import TYPE_CHECKING, Any

from casebook import palette
from casebook.case_names import address_of, name_of
from common import theme
from common.kept import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import polars as pl

_LAST_DAY = 12_000
"""End of the logarithmic axis, in days; what is later stands at its end."""

_WORDS = ("1 day", "1 month", "2 years")
"""Ticks that have their words: letters for a room leave no room for each."""

_CASES_OF_LARGEST, _LARGEST = 2000, 2.6
"""The largest dot, beside that of one case, and the cases for which it stands."""


@once
def strip(
    rows: pl.DataFrame, day: int | None, casebook: duckdb.DuckDBPyConnection | None = None
) -> dict[str, Any] | None:
    """Give a row for each drug of a case, its latencies as dots on a logarithmic day axis; None for no rows.

    Rows: those of queries/findings/latency.sql, each with its `lane`, which says how far its dot stands from the middle
    of its row, at most 3. `day` is that of the patient. Places are percentages of the axis.
    """
    if rows.is_empty():
        return None
    by_drug: dict[str, list[dict[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        by_drug.setdefault(str(row["drug"]), []).append(row)
    return {
        "ticks": [{"at": _at(at), "words": words if words in _WORDS else ""} for at, words in theme.DAY_TICKS.items()],
        "patient": None if day is None else {"at": _at(day), "words": f"this patient, day {day}"},
        "colour": palette.PATIENT,
        "drugs": [
            {
                "name": drug,
                "colour": palette.DRUG_COLOURS[place],
                "shape": palette.DRUG_SHAPES[place],
                "unknown": sum(row["cases"] for row in by_drug[drug] if row["latency_days"] is None),
                "dots": [_dot(row, casebook) for row in by_drug[drug] if row["latency_days"] is not None],
            }
            for place, drug in enumerate(palette.DRUGS)
            if drug in by_drug
        ],
    }


def _at(days: float) -> float:
    """Give the place of a day on the axis."""
    return round(100 * log10(min(max(days, 1), _LAST_DAY)) / log10(_LAST_DAY), 1)


def _dot(row: Mapping[str, Any], casebook: duckdb.DuckDBPyConnection | None) -> dict[str, Any]:
    """Place a dot with its precision; one that stands for a single case names it, and has its case_id."""
    grown = sqrt(min((row["cases"] - 1) / (_CASES_OF_LARGEST - 1), 1))
    single = row["cases"] == 1
    return {
        "at": _at(row["latency_days"]),
        "low": _at(row["latency_low_days"]),
        "high": _at(row["latency_high_days"]),
        "lane": row["lane"],
        "size": round(1 + (_LARGEST - 1) * grown, 2),
        "case": row["case_id"] if single else "",
        "words": f"{name_of(row['case_id'], casebook)}: {row['reported']}" if single else f"{row['cases']} cases",
    }


def strip_as_html(drawn: Mapping[str, Any]) -> str:
    """Draw the strip for a browser; a dot of a case is a link to it. Sizes are those of casebook/ui/strip.css."""
    patient = drawn["patient"]
    ticks = "".join(
        f'<i style="left:{tick["at"]}%"></i>'
        + (f'<b style="left:{tick["at"]}%">{tick["words"]}</b>' if tick["words"] else "")
        for tick in drawn["ticks"]
    )
    day = ""
    if patient:
        side = "right" if patient["at"] < 50 else "left"  # noqa: PLR2004  the half with more room for the words
        day = f'<em class="{side}" style="left:{patient["at"]}%"><span>{html.escape(patient["words"])}</span></em>'
    rows = "".join(
        f"<dt>{html.escape(of_drug['name'])}</dt>"
        f'<dd style="color:{of_drug["colour"]}" class="{of_drug["shape"]}">'
        f"{''.join(map(_dot_as_html, of_drug['dots']))}</dd>"
        f"<dd>{_not_known(of_drug['unknown'])}</dd>"
        for of_drug in drawn["drugs"]
    )
    axis = f'<div class="axis">{ticks}{day}</div>'
    return f'<div class="strip" style="--patient:{drawn["colour"]}">{axis}<dl>{rows}</dl></div>'


def _not_known(cases: int) -> str:
    return f"{cases} not known" if cases else ""


def _dot_as_html(dot: Mapping[str, Any]) -> str:
    words = html.escape(dot["words"])
    bar = f'<u style="left:{dot["low"]}%;width:{dot["high"] - dot["low"]:.1f}%;--lane:{dot["lane"]}"></u>'
    place = f'style="left:{dot["at"]}%;--lane:{dot["lane"]};--size:{dot["size"]}" title="{words}"'
    if not dot["case"]:
        return f"{bar}<s {place}></s>"
    address = html.escape(address_of(dot["case"]))
    return f'{bar}<a {place} href="{address}" target="_blank" aria-label="{words}"></a>'
