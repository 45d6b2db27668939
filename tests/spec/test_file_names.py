"""The names of files that are taken along."""

from __future__ import annotations

from datetime import UTC, datetime

from casebook.file_names import file_name
from casebook.selection import Selection

DAY = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def test_a_file_is_named_for_its_drugs_and_its_day() -> None:
    two = Selection(drug=("lenalidomide", "pomalidomide"), steroid=("yes",))

    assert file_name("cases", two, "csv", DAY) == "cases_lenalidomide+pomalidomide_2026-11-28.csv"
    assert file_name("cases", Selection(q="myeloma"), "zip", DAY) == "cases_all_2026-11-28.zip"
