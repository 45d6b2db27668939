"""The tables of the board in words: each case beside the patient, and the picked cases with CT and lavage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from casebook.board.criteria import criteria
from casebook.codebook import UNKNOWN
from casebook.lavage import CELLS

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
    first |= {criteria()[name].name: patient.value_in_words(name) for name in patient.stated()}
    others = cells.select(
        pl.col("case_id").alias("case"),
        *(
            pl.col(count).cast(pl.String()).alias(mark)
            for count, mark in zip(("agreements", "disagreements", "unknowns"), MARKS.values(), strict=True)
        ),
        *(pl.col(name).alias(criteria()[name].name) for name in patient.stated()),
    )
    return pl.concat([pl.DataFrame([first]), others])


LAVAGE = "lavage L/E/N/M, %"
"""Name of the column of lavages: lymphocytes, eosinophils, neutrophils, macrophages."""


def lavages_beside_patient(board: Board) -> list[list[float | None]]:
    """Give the four shares of each row of picked_beside_patient, in percent and in order; None is not known."""
    patient: list[float | None] = [
        None if share is None else float(share) for share in (getattr(board.patient, cell) for cell in CELLS)
    ]
    return [
        patient,
        *(
            [None if share in (*UNKNOWN, "not applicable") else float(share) for share in shares]
            for shares in board.picked.select(CELLS).rows()
        ),
    ]


def picked_beside_patient(board: Board) -> pl.DataFrame:
    """Lay the picked cases out below the patient: CT, lavage and what was excluded; states written out.

    Lavage is lymphocytes / eosinophils / neutrophils / macrophages in percent; "?" is a share that is not known.
    """
    patient = board.patient
    lavage, *of_cases = lavages_beside_patient(board)
    first = {
        "": "this patient",
        "latency": f"day {patient.days}" if patient.days is not None else "not stated",
        "CT pattern": patient.value_in_words("ct_patterns") or "not stated",
        "CT distribution": patient.value_in_words("ct_distribution") or "not stated",
        LAVAGE: _lavage(lavage, "not stated"),
        "infection excluded": "not asked",
    }
    others = [
        {
            "": case["case_id"],
            "latency": case["latency"],
            "CT pattern": case["ct_patterns"].replace("; ", ", "),
            "CT distribution": case["ct_distribution"].replace("; ", ", "),
            LAVAGE: _lavage(shares, "not done" if case["bal_performed"] == "no" else case["lymphocytes"]),
            "infection excluded": case["infection_excluded"],
        }
        for case, shares in zip(board.picked.iter_rows(named=True), of_cases, strict=True)
    ]
    return pl.DataFrame([first, *others])


def _lavage(shares: list[float | None], otherwise: str) -> str:
    if all(share is None for share in shares):
        return otherwise
    return " / ".join("?" if share is None else f"{share:.12g}" for share in shares)
