"""The files of a folder of cases: each is read or is a fault, and none is waited for or passed over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from casebook.curation.case_texts import read_texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("folder", "x.json: the file: found a folder; allowed: a file of text"),
        ("pipe", "x.json: the file: found neither a file nor a folder; allowed: a file of text"),
        ("dangling link", "x.json: the file: found a link to nowhere, which is not there; allowed: a file of text"),
        ("link in a circle", "x.json: the file: found a link to x.json, which is not there; allowed: a file of text"),
        ("capitals", "x.JSON: the file: found the ending .JSON; allowed: the ending .json"),
    ],
)
def test_what_is_no_case_file_but_is_named_like_one_is_a_fault(tmp_path: Path, kind: str, fault: str) -> None:
    path = tmp_path / "x.json"
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "capitals":
        path.with_suffix(".JSON").write_text("{}", encoding="utf-8")
    else:
        path.symlink_to("nowhere" if kind == "dangling link" else "x.json")

    texts, faults = read_texts(tmp_path)

    assert texts == {"a.json": "{}"}
    assert [str(one) for one in faults] == [fault]
