"""The READUS-PV items as a filled checklist, packed with the rows of the figures and the hashes of all files.

Fusaroli and others, Drug Saf 2024;47:575-84: what a disproportionality analysis has to report.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from common import tables
from common.charts import specification
from signals import answers, charts, sentences
from signals.intake.lists import COLUMNS
from signals.measures.measured import LIMITS
from signals.store import ask, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from signals.measures.population import Population

THRESHOLDS = tuple(answers.CRITERIA)


def fill_checklist(reports: duckdb.DuckDBPyConnection, population: Population, words: str, standing: str) -> str:
    """Give the filled items for a population; `words` are the population in words, `standing` the standing sentence."""
    quarters, files = ask(reports, "quarters"), ask(reports, "files")
    unread, passed_over = ask(reports, "unread"), ask(reports, "passed_over")
    size = ask(reports, "population_size", population=population.parameter()).item()
    listed = ask(reports, "listed")
    lists = dict(rows_of(reports.cursor(), "lists_applied"))
    terms = listed.filter(listed["list"] == "event")
    parts = {part: terms.filter(terms["part"] == part)["name"].to_list() for part in terms["part"].unique().sort()}
    drugs = listed.filter(listed["list"] == "drug").select("counted_as", "name").group_by("counted_as").all()
    total = {
        name: f"{quarters[name].sum():,}"
        for name in ("reports", "counted", "replaced", "joined", "deleted", "look_like_copies")
    }
    lines_of = {name: f"{files[name].sum():,}" for name in ("lines", "accepted", "rejected")}
    items = {
        "Objective": "Which IMiDs and comparators are reported together with lung injury more often than expected. "
        "The result generates hypotheses; it does not test them.",
        "Database": "; ".join(
            f"{label} ({kind}, {origin}, loaded {loaded:%Y-%m-%d}, SHA-256 {sha256})"
            for label, kind, origin, loaded, sha256 in quarters.select(
                "quarter", "kind", "origin", "loaded_at", "sha256"
            ).rows()
        ),
        "Lines": "{lines} lines = {accepted} in + {rejected} rejected.".format(**lines_of),
        "Files not read": "; ".join(f"{name}: {reason}" for _, name, _, reason in passed_over.rows()) or "None.",
        "Values not read": "; ".join(
            f"{label} {file}, {field}: {count:,} x {reason}" for label, file, field, reason, count, _ in unread.rows()
        )
        or "None.",
        "Deduplication": (
            "{reports} reports; {replaced} replaced by another version of their case (highest version, then latest "
            "date of the FDA, then later quarter), {joined} joined with another listing's rows of the same case, "
            "{deleted} deleted by the FDA's lists; {counted} cases count, of which {look_like_copies} look like copies "
            "of another (same drugs, terms, sex, age, country and full date of the event) and are kept unless left out "
            "below."
        ).format(**total),
        "Population": f"{size:,} reports: {words}.",
        "Unit": "Reports, each counted once however many rows it has. A report counts where it names a term and a drug "
        "in one of the roles.",
        "Drugs": "; ".join(f"{drug}: {', '.join(sorted(names))}" for drug, names in drugs.sort("counted_as").rows()),
        "Events": "; ".join(f"{part}: {', '.join(names)}" for part, names in parts.items())
        + ". Terms as text, our own list; no standardised query.",
        "Measures": "PRR and ROR with log-normal 95 % intervals; chi-square (Pearson; Yates beside it); information "
        "component with its exact gamma 95 % interval; EBGM with EB05 and EB95, prior fitted over all pairs, cells "
        "never reported together included. A zero cell gives no value; nothing is added to a cell.",
        "Thresholds": "; ".join(THRESHOLDS) + ".",
        "Comparators and sensitivity": "All reports, myeloma as indication, myeloma drugs only, no co-suspect, no "
        "known co-cause, no look-alike copies, roles PS and PS + SS, reports without an IMiD: side by side on the page "
        "Compare populations and in populations.csv.",
        "Lists": "; ".join(f"{name}.csv SHA-256 {lists.get(name, 'none')}" for name in COLUMNS),
        "Limits": standing + " Reporting differs by country, reporter, product age and publicity; solicited reports "
        "dilute; half of the event dates are missing.",
        "For people to fill in": "Clinical review of the cases; who reviewed the lists; funding and interests.",
    }
    lines = ["# READUS-PV checklist", "", *(f"- **{item}.** {text}" for item, text in items.items()), ""]
    return "\n".join(lines)


def packed(
    figures: Sequence[tuple[str, pl.DataFrame, Any]], checklist: str, *, semicolon: bool = False, note: str = ""
) -> bytes:
    """Pack the checklist with each figure: its rows as CSV, its drawing as Vega-Lite, and the SHA-256 of every file.

    `figures` holds name, rows and chart (None for a table). `semicolon` is for spreadsheets with a decimal comma.
    `note` says what no reader of any of the files may miss.
    """
    files = {"readus_pv.md": checklist.encode()}
    for name, rows, chart in figures:
        files[f"{name}.csv"] = tables.to_csv(rows, semicolon=semicolon)
        if chart is not None:
            drawn = charts.with_kinds_of(specification(chart), rows) | {"data": {"values": rows.to_dicts()}}
            if note:
                drawn = charts.with_note(drawn, note)
            files[f"{name}.vl.json"] = json.dumps(drawn, default=str).encode()
    manifest = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if note:
        manifest = {"note": note} | manifest
    files["manifest.json"] = json.dumps(manifest, indent=2).encode()
    return tables.to_zip(files)


def figures_of(
    reports: duckdb.DuckDBPyConnection, population: Population, drugs: Sequence[str], event: str, note: str = ""
) -> list[tuple[str, pl.DataFrame, Any]]:
    """Give the figures of some drugs and an event: their numbers, how these move, and how they grew.

    `note` says what no reader of the files may miss: it is a column of each.
    """
    odds = ("ror", *LIMITS["ror"])
    numbers = sentences.drawn(answers.pairs(reports, population, drugs, [event]), odds, "event", "drug")
    figures: list[tuple[str, pl.DataFrame, Any]] = [("pairs", numbers, charts.forest)]
    for drug in drugs:
        moved = sentences.drawn(answers.populations(reports, population, drug, event), odds, "population")
        grown = sentences.drawn(answers.trend(reports, population, drug, event), odds, "quarter")
        figures += [(f"populations_{drug}", moved, charts.populations), (f"trend_{drug}", grown, charts.trend)]
    noted = [pl.lit(note).alias("note")] if note else []
    return [(name, rows.with_columns(noted), chart) for name, rows, chart in figures]
