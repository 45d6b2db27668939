"""The tables of the board in words: each case beside the patient, and the picked cases with CT and lavage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.board.criteria import LavagePattern, criteria
from casebook.codebook import UNKNOWN
from casebook.lavage import CELLS, patterns_in_words, shares_in_words

if TYPE_CHECKING:
    from casebook.board.bands import Board
    from casebook.board.patient import Patient

MARKS = {"agrees": "✓", "disagrees": "✗", "cannot be compared": "?"}
"""What stands before the words of a case: a mark, so that no verdict depends on colour alone."""


def comparison_in_words(rows: pl.DataFrame, patient: Patient) -> pl.DataFrame:
    """Lay the comparison out: the patient, then one row per case in its order; one column per criterion stated.

    `rows` has the shape of queries/board/comparison.sql. A cell holds the mark of the verdict and what the case says.
    """
    marks = pl.col("comparison").replace_strict(MARKS, return_dtype=pl.String())
    of_case = pl.when(pl.col("shared") != "").then("shared").otherwise("told")
    cells = (
        rows.with_columns(cell=marks + pl.lit("\u00a0") + of_case)
        .pivot("criterion", index=["place", "case_id", "agreements", "disagreements", "unknowns"], values="cell")
        .sort("place")
    )
    first = {"case": "this patient", **dict.fromkeys(MARKS.values(), "")}
    first |= {criteria()[name].name: _of_patient(patient, name) for name in patient.compared()}
    others = cells.select(
        pl.col("case_id").alias("case"),
        *(
            pl.col(count).cast(pl.String()).alias(mark)
            for count, mark in zip(("agreements", "disagreements", "unknowns"), MARKS.values(), strict=True)
        ),
        *(pl.col(name).alias(criteria()[name].name) for name in patient.compared()),
    )
    return pl.concat([pl.DataFrame([first]), others])


def _of_patient(patient: Patient, key: str) -> str:
    """Say what is compared of the patient; the shares of cells stand beside the pattern that follows from them."""
    words, shares = patient.value_in_words(key), shares_in_words(patient.shares())
    return f"{words} ({shares})" if isinstance(criteria()[key], LavagePattern) and shares else words


LAVAGE = "lavage: L/E/N/M, %"
"""Name of the column of lavages: the pattern, and lymphocytes, eosinophils, neutrophils, macrophages."""


def lavages_beside_patient(board: Board) -> list[list[float | None]]:
    """Give the four shares of each row of picked_beside_patient, in percent and in order; None is not known."""
    patient: list[float | None] = [None if share is None else float(share) for share in board.patient.shares().values()]
    return [
        patient,
        *(
            [None if share in (*UNKNOWN, "not applicable") else float(share) for share in shares]
            for shares in board.picked.select(CELLS).rows()
        ),
    ]


def picked_beside_patient(board: Board) -> pl.DataFrame:
    """Lay the picked cases out below the patient: CT, lavage and what was excluded; states written out.

    Lavage is its pattern, or those of which any may be the one, then lymphocytes / eosinophils / neutrophils /
    macrophages in percent, or the words of the source; "?" is a share that is not known.
    """
    patient = board.patient
    lavage, *of_cases = lavages_beside_patient(board)
    first = {
        "": "this patient",
        "latency": f"day {patient.days}" if patient.days is not None else "not stated",
        "CT pattern": patient.value_in_words("ct_patterns") or "not stated",
        "CT distribution": patient.value_in_words("ct_distribution") or "not stated",
        LAVAGE: _lavage(patterns_in_words(patient.pattern()), lavage, "") or "not stated",
        "infection excluded": "not asked",
    }
    others = [
        {
            "": case["case_id"],
            "latency": case["latency"],
            "CT pattern": case["ct_patterns"].replace("; ", ", "),
            "CT distribution": case["ct_distribution"].replace("; ", ", "),
            LAVAGE: "not done"
            if case["bal_performed"] == "no"
            else _lavage(case["bal_pattern"].replace("; ", " or "), shares, case["bal_impression"]),
            "infection excluded": case["infection_excluded"],
        }
        for case, shares in zip(board.picked.iter_rows(named=True), of_cases, strict=True)
    ]
    return pl.DataFrame([first, *others])


def _lavage(pattern: str, shares: list[float | None], words: str) -> str:
    """Write the pattern with the shares beside it, or with the words of the source where it gives no share."""
    if any(share is not None for share in shares):
        beside = " / ".join("?" if share is None else f"{share:.12g}" for share in shares)
    else:
        beside = "" if words in (*UNKNOWN, "not applicable") else words.replace("; ", ", ")
    return f"{pattern}: {beside}" if pattern and beside else pattern or beside
