"""What follows from rows is worked out once for the very same rows, and anew for others, equal ones too."""

from __future__ import annotations

import weakref

import polars as pl

from common.kept import once


def test_the_very_same_rows_are_worked_on_once_and_equal_ones_anew() -> None:
    worked_on = []

    @once
    def height(rows: pl.DataFrame, plus: int) -> int:
        worked_on.append(rows)
        return rows.height + plus

    rows = pl.DataFrame({"a": [1, 2]})
    equal = pl.DataFrame({"a": [1, 2]})

    assert [height(rows, 1), height(rows, 1), height(rows, 2), height(equal, 1)] == [3, 3, 4, 3]
    assert [one is rows for one in worked_on] == [True, True, False]


def test_rows_that_are_gone_are_never_taken_for_others_at_their_place_in_memory() -> None:
    @once
    def first(rows: pl.DataFrame) -> int:
        return rows["a"][0]

    assert [first(pl.DataFrame({"a": [number]})) for number in range(2_000)] == list(range(2_000))


def test_what_follows_from_rows_goes_with_them() -> None:
    @once
    def doubled(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(pl.col("a") * 2)

    rows = pl.DataFrame({"a": [1]})
    follows = weakref.ref(doubled(rows))
    assert follows() is doubled(rows)

    del rows

    assert follows() is None
