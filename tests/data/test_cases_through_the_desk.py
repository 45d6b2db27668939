"""Each shipped case comes out of the desk as it lies in its file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casebook.codebook import codebook
from casebook.curation.casefile import NOT_READ, read_case
from casebook.curation.reading import read_cases
from common.paths import DATA
from desk.places import case_of, entries_of, text_of_case

if TYPE_CHECKING:
    from pathlib import Path

CASES = sorted((DATA / "cases").glob("*.json"))


def test_all_cases_entered_anew_give_the_release_of_their_files(tmp_path: Path) -> None:
    book = codebook()
    # Facts that came after a file was last changed stand in it as the desk writes them: not read.
    entered, files = tmp_path / "entered", tmp_path / "files"
    for folder in (entered, files):
        folder.mkdir()
    for path in CASES:
        case = json.loads(path.read_text(encoding="utf-8"))
        answers = {name: case["facts"].get(name, NOT_READ) for name in book.read_facts()}
        (files / path.name).write_text(json.dumps({**case, "facts": answers}), encoding="utf-8")
        again = case_of(entries_of(case), case["changed"], book)
        (entered / path.name).write_text(text_of_case(again), encoding="utf-8")

    by_desk, shipped = (read_cases(folder, book) for folder in (entered, files))

    assert by_desk.faults == []
    assert by_desk.hashes == shipped.hashes


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_taken_apart_and_put_together_is_the_same_to_the_build(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    case, book = json.loads(text), codebook()

    again = text_of_case(case_of(entries_of(case), case["changed"], book))

    # As the build reads them: a field that is left out and one that is null say the same.
    by_desk, shipped = (read_case(path.name, case, book).case for case in (again, text))
    assert shipped is not None
    assert by_desk == shipped
