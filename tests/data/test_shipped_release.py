"""The record of the release that the case files in the tree make is in the tree, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook.curation.build import build
from casebook.release_records import read_record
from casebook.releases import RELEASES

if TYPE_CHECKING:
    from pathlib import Path


def test_the_record_of_the_release_of_the_shipped_cases_is_in_the_tree(tmp_path: Path) -> None:
    release, _ = build(into=tmp_path / "casebook.duckdb")

    shipped, built = (read_record(folder, str(release["release"])) for folder in (RELEASES, tmp_path / "releases"))

    assert shipped.select("case_id", "hash").rows() == built.select("case_id", "hash").rows()
