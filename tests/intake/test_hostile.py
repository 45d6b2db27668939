"""Input that no authority writes ends in one sentence, within ten seconds and a gigabyte.

The seconds are those of the processor, since other work on the machine is not the loader's.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from common.paths import ROOT
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS, BYTES = 10, 1 << 30
MANY = 1_000_000
HEADER = b"case,drug,event\n"
CROWDED = b"1,Revlimid," + b"t12345;" * 899 + b"Cough\n"
ESCAPED = b"1,Revlimid," + b"&amp;" * 190 + b"\n"
LONG = b"1," + b"R" * 900 + b",Cough\n"


def with_content(name: str, *parts: bytes) -> Callable[[Path], Path]:
    """Give what writes a file of these parts."""

    def write(folder: Path) -> Path:
        with (folder / name).open("wb") as file:
            file.writelines(parts)
        return folder / name

    return write


def quarter_with(table: str, content: bytes) -> Callable[[Path], Path]:
    """Give what writes a quarter in which one table has this behind its last line."""

    def write(folder: Path) -> Path:
        quarter = write_quarter(folder, "2022Q1", reports(("1001", "100", "1", "20220101")))
        with (quarter / "ascii" / f"{table}22Q1.txt").open("ab") as file:
            file.write(content)
        return quarter

    return write


def zipped(write: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """Give what packs such a quarter."""

    def pack(folder: Path) -> Path:
        quarter = write(folder)
        with zipfile.ZipFile(folder / "q.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for file in quarter.rglob("*.txt"):
                archive.write(file, file.name)
        return folder / "q.zip"

    return pack


def bomb(folder: Path) -> Path:
    with gzip.open(folder / "bomb.csv.gz", "wb", compresslevel=1) as file:
        file.write(HEADER)
        for _ in range(120):
            file.write(b"1,Revlimid,Cough\n" * 60_000)
    return folder / "bomb.csv.gz"


def linked(folder: Path) -> Path:
    quarter = write_quarter(folder, "2022Q1", reports(("1001", "100", "1", "20220101")))
    (quarter / "ascii" / "INDI22Q1.txt").unlink()
    (quarter / "ascii" / "INDI22Q1.txt").symlink_to("/dev/zero")
    return quarter


def piped(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


def piped_in_a_quarter(folder: Path) -> Path:
    quarter = write_quarter(folder, "2022Q1", reports(("1001", "100", "1", "20220101")))
    (quarter / "ascii" / "INDI22Q1.txt").unlink()
    os.mkfifo(quarter / "ascii" / "INDI22Q1.txt")
    return quarter


def dangling(folder: Path) -> Path:
    (folder / "gone.csv").symlink_to("nowhere")
    return folder / "gone.csv"


def deep(folder: Path) -> Path:
    (folder / "d" / "/".join("a" * 900)).mkdir(parents=True)
    return folder / "d"


def named_like_a_listing(folder: Path) -> Path:
    (folder / "folder.parquet").mkdir()
    return folder / "folder.parquet"


def of_many_files(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.txt", b"")
    return folder / "many.zip"


def of_many_columns(folder: Path) -> Path:
    pl.DataFrame({f"c{number}": [1] for number in range(20_000)}).write_parquet(folder / "wide.parquet")
    return folder / "wide.parquet"


def of_a_million_columns(folder: Path) -> Path:
    with (folder / "wide.parquet").open("wb") as file:
        file.write(b"PAR1")
        file.truncate(100 * MANY)
        file.seek(0, os.SEEK_END)
        file.write((90 * MANY).to_bytes(4, "little") + b"PAR1")
    return folder / "wide.parquet"


def of_lists(folder: Path) -> Path:
    pl.DataFrame({"case": [1], "drug": [["A", "B"]], "event": ["Cough"]}).write_parquet(folder / "lists.parquet")
    return folder / "lists.parquet"


def of_rows_that_are_none(folder: Path) -> Path:
    word = pa.Array.from_buffers(pa.int32(), 20 * MANY, [None, pa.py_buffer(bytes(80 * MANY))])
    rows = pa.DictionaryArray.from_arrays(word, pa.array(["A"]))
    pq.write_table(
        pa.table({"case": rows, "drug": rows, "event": rows}), folder / "x.parquet", row_group_size=20 * MANY
    )
    return folder / "x.parquet"


def of_a_word_of_40_megabytes(folder: Path) -> Path:
    first = pa.array([0] * 20_000, pa.int32())
    short = pa.DictionaryArray.from_arrays(first, pa.array(["A"]))
    long = pa.DictionaryArray.from_arrays(first, pa.array(["R" * 40 * MANY]))
    pq.write_table(pa.table({"case": short, "drug": long, "event": short}), folder / "x.parquet")
    return folder / "x.parquet"


def locked(folder: Path) -> Path:
    pack = zipped(quarter_with("DEMO", b""))(folder)
    raw = bytearray(pack.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    pack.write_bytes(raw)
    return pack


HOSTILE = {
    "a million columns": (with_content("x.csv", HEADER[:-1], b",c" * MANY, b"\n"), "longer than a megabyte"),
    "half a million columns": (with_content("x.csv", HEADER[:-1], b"," * MANY, b"\n1,A,B\n"), "1,000,003 columns"),
    "400 MB of line feeds": (with_content("x.csv", HEADER, *[b"\n" * MANY] * 400), "hardly a letter"),
    "carriage returns": (with_content("x.csv", HEADER[:-1], *[b"\r" * MANY] * 100), "hardly a letter"),
    "both": (with_content("x.csv", HEADER, *[b"\r\n" * MANY] * 50), "hardly a letter"),
    "blanks": (with_content("x.csv", HEADER, *[b" \n" * MANY] * 50), "hardly a letter"),
    "commas": (with_content("x.csv", HEADER, *[b",,\n" * MANY] * 50), "hardly a letter"),
    "null bytes": (with_content("x.csv", *[b"\0" * MANY] * 100), "longer than a megabyte"),
    "open quotes": (with_content("x.csv", HEADER, b'1,"A,B\n' * MANY), "cannot be told apart; line 100,002"),
    "an empty file": (with_content("x.csv"), "has no header"),
    "no Parquet": (with_content("x.parquet", b"PAR1 and nothing PAR1"), "cannot be read as Parquet"),
    "a list of line feeds": (with_content("DELETE22Q1.txt", *[b"\n" * MANY] * 100), "hardly a letter"),
    "a list of one number": (with_content("DELETE22Q1.txt", *[b"1" * MANY] * 100), "longer than a megabyte"),
    "a row of a million fields": (quarter_with("REAC", b"$" * MANY + b"\n"), "has 1,000,001 fields"),
    "a table of line feeds": (quarter_with("DEMO", b"\n" * 200 * MANY), "hardly a letter"),
    "a packed million fields": (zipped(quarter_with("REAC", b"$" * MANY + b"\n")), "has 1,000,001 fields"),
    "packed zeros": (zipped(quarter_with("REAC", b"\0" * 200 * MANY)), "longer than a megabyte"),
    "packed rows": (zipped(quarter_with("REAC", b"1$1$Cough$\n" * 8 * MANY)), "100 times its size"),
    "a bomb of rows": (bomb, "100 times its size"),
    "a link to a device": (linked, "is neither a file nor a folder"),
    "a pipe": (piped, "is not a file"),
    "a pipe in a quarter": (piped_in_a_quarter, "is neither a file nor a folder"),
    "a link to nothing": (dangling, "There is no file"),
    "900 folders in folders": (deep, "folders in folders, more than 50 deep"),
    "a folder named like a file": (named_like_a_listing, "is not a file"),
    "20 000 files": (of_many_files, "more than 10,000 files"),
    "20 000 columns of Parquet": (of_many_columns, "20,000 columns"),
    "90 MB of columns of Parquet": (of_a_million_columns, "describes its columns in 90,000,000 bytes"),
    "20 million rows in a few bytes": (of_rows_that_are_none, "no listing repeats itself so often"),
    "a word of 40 MB in every row": (of_a_word_of_40_megabytes, "the column drug holds a word of 40,000,000 bytes"),
    "cells that are lists": (of_lists, "the column drug holds List(String)"),
    "900 names in each cell": (with_content("x.csv", HEADER, *[CROWDED] * 20_000), "900 names in each event cell"),
    "names of 900 letters": (with_content("x.csv", HEADER, *[LONG] * 100_000), "900 letters in each drug name"),
    "lines of 900 000 blanks": (with_content("x.csv", HEADER, *[b" " * 900_000 + b"\n"] * 200), "20,000 letters each"),
    "900 commas a line": (with_content("x.csv", HEADER, *[b"," * 900 + b"\n"] * 90_000), "cannot be told apart"),
    "letters of HTML": (with_content("x.csv", HEADER, *[ESCAPED] * 60_000), "191 names in each event cell"),
    "bytes by chance": (with_content("x.csv", bytes(range(256)) * (320 << 10)), "is no text by its content"),
    "a locked archive": (locked, "is locked with a password"),
}


def test_a_row_of_a_million_fields_in_a_listing_is_rejected_with_its_line(tmp_path: Path) -> None:
    path = with_content("x.csv", HEADER, b"1,Revlimid,Cough\n2,A,B", b"," * MANY, b"\n3,Revlimid,Cough\n")(tmp_path)

    ended = _loaded(path, tmp_path / "r.duckdb")

    assert ended.returncode == 0
    assert "3 lines =           2 in + 1 rejected" in ended.stdout


def test_a_case_number_that_is_none_by_its_length_is_rejected_in_time_and_memory(tmp_path: Path) -> None:
    cells = [b"%s%d,Revlimid,Cough,%s\n" % (b"z" * 9_000, number, b"9" * 9_000) for number in range(10_000)]
    path = with_content("x.csv", b"case,drug,event,date\n", *cells, b"1,Revlimid,Cough," + b"9" * 9_000 + b"\n")(
        tmp_path
    )

    ended = _loaded(path, tmp_path / "r.duckdb")

    seconds, kibibytes = json.loads(ended.stderr.strip().splitlines()[-1])
    assert "rejected: 10000 x a case number of more than 250 letters" in ended.stdout
    assert "date: 1 x not a date" in ended.stdout
    assert seconds < SECONDS
    assert kibibytes * 1024 < BYTES


@pytest.mark.slow
@pytest.mark.parametrize("length", [60, 240])
def test_fifty_thousand_different_dates_that_are_none_take_no_more_time(tmp_path: Path, length: int) -> None:
    cells = [b"%d,Revlimid,Cough,%06d%s\n" % (number, number, b"x" * length) for number in range(50_000)]
    path = with_content("x.csv", b"case,drug,event,date\n", *cells)(tmp_path)

    ended = _loaded(path, tmp_path / "r.duckdb")

    seconds, kibibytes = json.loads(ended.stderr.strip().splitlines()[-1])
    assert "date: 50000 x not a date" in ended.stdout
    assert seconds < SECONDS
    assert kibibytes * 1024 < BYTES


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_ends_in_one_sentence_within_ten_seconds_and_a_gigabyte(name: str, tmp_path: Path) -> None:
    write, sentence = HOSTILE[name]
    path = write(tmp_path)

    ended = _loaded(path, tmp_path / "r.duckdb")

    *lines, used = ended.stderr.strip().splitlines()
    seconds, kibibytes = json.loads(used)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert sentence in lines[-1]
    assert seconds < SECONDS
    assert kibibytes * 1024 < BYTES
    assert not (tmp_path / "r.duckdb").exists()


MEASURED = """
import json, resource, subprocess, sys
status = subprocess.run([sys.executable, "-m", "signals.load", *sys.argv[1:]]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]), file=sys.stderr)
sys.exit(status)
"""
"""Loads, and prints seconds of processor and kibibytes of memory. A small process starts the load, since Linux counts
the memory of whoever starts a process as that of the process: that of the tests, here."""


def _loaded(path: Path, into: Path) -> subprocess.CompletedProcess[str]:
    """Load a file in a process of its own; the last line of its errors says what that took."""
    command = [sys.executable, "-c", MEASURED, str(path), "--into", str(into)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
