"""A file is read whole or refused with the reason; no record is lost without a word."""

from __future__ import annotations

import codecs
import random
import re
from pathlib import Path

import pytest

from literature.errors import RefusedError
from literature.readers import read_file

SAMPLES = Path(__file__).with_name("samples")
FILES = sorted(path.name for path in SAMPLES.iterdir())
TITLES = (
    "nonspecific interstitial pneumonitis",
    "bortezomib-induced severe",
    "organising pneumonia under pomalidomide",
)
BEGINS = {"nbib": "PMID- ", "ris": "TY  - ", "txt": "PT ", "bib": "@", "csv": ""}


def content_of(name: str) -> bytes:
    """Give a sample as it lies there."""
    return (SAMPLES / name).read_bytes()


def text_of(name: str) -> str:
    """Give the text of a sample with one line feed at the end of each line."""
    return content_of(name).decode("cp1252" if name == "scopus.csv" else "utf-8-sig").replace("\r\n", "\n")


def refusal(content: bytes | str) -> str:
    """Give the sentence with which a file is refused."""
    with pytest.raises(RefusedError) as refused:
        read_file("a file", content.encode() if isinstance(content, str) else content)
    return str(refused.value)


@pytest.mark.parametrize("name", FILES)
def test_a_sample_of_each_format_is_read_whole(name: str) -> None:
    first, second, third = read_file(name, content_of(name)).records

    assert all(
        record.title.lower().startswith(title) for record, title in zip((first, second, third), TITLES, strict=True)
    )
    assert first.pmid == ("" if name == "web_of_science.bib" else "99999910")
    assert (first.doi, first.year) == ("10.99999/test.2010.51", 2010)
    assert (second.doi, second.year) == ("10.3892/ol.2016.4204", 2016)
    assert second.journal.lower() in {"oncology letters", "oncol lett"}
    assert second.pmid in {"", "26998158"}
    assert third.title.endswith("a test by Müller-Doe") or third.title.endswith("a test by Müller-Doe.")
    assert "ller-Doe" in third.authors[0]
    assert name == "pubmed.csv" or "organizing pneumonia. Prednisone" in third.abstract


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", FILES)
def test_encodings_and_line_ends_change_nothing_that_is_read(name: str, line_end: str, encoding: str) -> None:
    content = text_of(name).replace("\n", line_end).encode(encoding)

    assert read_file(name, content).records == read_file(name, text_of(name).encode()).records


def test_a_file_that_is_not_utf_8_is_said_to_be_read_as_windows_1252_with_words_to_judge_by() -> None:
    read = read_file("ovid.ris", text_of("embase.ris").encode("cp1252"))

    assert read.encoding == "Windows-1252"
    assert read.notes[0] == (
        "The file is not UTF-8 (line 43). It was read as Windows-1252, with words such as Müller: if these look wrong, "
        "export it again as UTF-8."
    )


def test_the_fields_that_are_not_used_are_named_with_the_number_of_records_that_have_them() -> None:
    assert read_file("x", content_of("pubmed.nbib")).unused == {
        "IS": 1,
        "LA (language)": 3,
        "OWN": 3,
        "SO (source as one line)": 3,
        "STAT": 2,
    }


def test_a_number_that_another_database_gave_a_record_is_no_pubmed_number() -> None:
    ovid = read_file("x", content_of("ovid.ris")).records
    proquest = read_file("x", content_of("proquest.ris")).records

    assert [record.pmid for record in ovid] == ["99999910", "", ""]
    assert [record.pmid for record in proquest] == ["99999910", "", ""]


def test_the_number_of_a_commented_publication_is_not_that_of_the_comment() -> None:
    note = "TY  - JOUR\nTI  - Reply\nN1  - Comment on: Doe J. PMID: 7; doi: 10.99999/a\nER  - \n"

    assert read_file("x", note.encode()).records[0].pmid == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \n", "The file is empty."),
        (b"PK\x03\x04abc", "a ZIP archive or a file of Word or Excel"),
        (b"%PDF-1.7", "The file is a PDF"),
        (
            b"\n<!DOCTYPE html>\n<html><head><title>12 results -\n PubMed</title></head><pre>\nPMID- 1\n</pre></html>",
            "a web page (HTML), titled “12 results - PubMed”, not an export",
        ),
        (b'<?xml version="1.0"?><PubmedArticleSet/>', "The file is XML"),
        (b'[{"title": "x"}]', "The file is JSON"),
        (b"PMID- 1\0\n", "byte 7 is zero"),
        (codecs.BOM_UTF8 + b"TI  - \xff", "begins as UTF-8 with a byte mark, and is none from byte 9 on"),
        (b"TI  - caf\xe9 \x81\n", "neither UTF-8 (line 1, byte 9) nor Windows-1252 (byte 11)"),
        (b"Dear colleague,\n", "No line begins a record of PubMed, RIS, Web of Science or BibTeX"),
        (b"Title,Title,DOI\nx,y,z\n", "The column “title” stands twice in the heading."),
        (b"Title,DOI\n", "The file has no record (CSV)."),
        (b"TY  - JOUR\nXX  - x\nER  - \n", "None of the 1 records has a title"),
    ],
)
def test_what_is_no_export_is_said_to_be_what_it_is(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_two_files_glued_together_at_a_byte_mark_are_both_read_and_said_to_be_two() -> None:
    read = read_file("x", content_of("scopus.ris") * 2)

    assert len(read.records) == 6
    assert read.notes == ("A byte mark stands in line 39: two files were glued together there. Both were read.",)


def test_two_files_of_different_formats_are_refused() -> None:
    assert "PubMed (MEDLINE, nbib), and from line" in refusal(text_of("pubmed.nbib") + text_of("embase.ris"))


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".csv")])
def test_two_files_glued_together_without_a_line_end_are_refused_with_both_numbers_or_read_whole(name: str) -> None:
    glued = text_of(name).rstrip("\n") + text_of(name).lstrip("\n")

    try:
        read = read_file("x", glued.encode())
    except RefusedError as error:
        either = "6 lines begin a record; records that could be read: 5|stands in no record: .* [56] lines begin"
        assert re.search(either, str(error))  # noqa: PT017  either is right
    else:
        assert len(read.records) == 6


@pytest.mark.parametrize(
    ("name", "gone", "sentence"),
    [
        ("pubmed.nbib", "\n\nPMID- 26998158", "3 lines begin a record; records that could be read: 2"),
        ("embase.ris", "ER  - \n\n", "3 lines begin a record; records that could be read: 1"),
        ("web_of_science.txt", "ER\n\nPT J", "3 lines begin a record; records that could be read: 2"),
        ("zotero.ris", "TY  - JOUR\nTI  - Bort", "stands in no record: the line TY before it is missing"),
        ("zotero.bib", "},\n\tyear = {2016},\n}", "cannot be read as BibTeX"),
    ],
)
def test_a_file_without_the_lines_between_its_records_is_refused(name: str, gone: str, sentence: str) -> None:
    assert gone in text_of(name)
    kept = {"pubmed.nbib": "\nPMID- 26998158", "web_of_science.txt": "PT J", "zotero.ris": "TI  - Bort"}.get(name, "")

    assert sentence in refusal(text_of(name).replace(gone, kept))


def test_a_row_of_csv_with_too_few_cells_or_an_open_quote_is_refused_with_its_line() -> None:
    assert "The row that ends in line 3 has 1 cells, the heading 2." in refusal("Title,DOI\nx,y\nz\n")
    assert "cannot be read as CSV" in refusal('Title,DOI\nx,"y\nz,1\n')
    assert "a quote is not closed" in refusal('Title,DOI\nx,"y\nz,1\nu,"\nv,2\n')


def damaged(text: str, chance: random.Random) -> tuple[str, int, int]:
    """Damage a text in one place; gives it with the numbers of the first and last line that were touched."""
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    kind = chance.choice(("gone", "twice", "blank", "cut", "swapped", "glued", "letters"))
    if kind == "gone":
        del lines[place]
    elif kind == "twice":
        lines.insert(place, lines[place])
    elif kind == "blank":
        lines.insert(place, "")
    elif kind == "cut":
        return "\n".join([*lines[:place], lines[place][: len(lines[place]) // 2]]), place, len(lines)
    elif kind == "swapped" and place + 1 < len(lines):
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif kind == "glued" and place + 1 < len(lines):
        lines[place : place + 2] = [lines[place] + lines[place + 1]]
    else:
        lines[place] = lines[place].replace("-", "").replace("{", "").replace('"', "")
    return "\n".join(lines), place, place + 1


def records_touched(text: str, first: int, last: int, begins: str) -> set[int]:
    """Give the places of the records to which lines belong, the one before them included: its end may be touched."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if begins and line.startswith(begins)]
    starts = starts or [number for number in range(1, len(lines)) if lines[number].strip()]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    return {place for place, (a, b) in enumerate(zip(starts, ends, strict=True)) if a - 2 <= last and first <= b + 1}


@pytest.mark.parametrize("name", FILES)
def test_of_fifty_damaged_files_each_is_refused_or_has_every_record_that_was_not_touched(name: str) -> None:
    chance, text = random.Random(name), text_of(name)  # noqa: S311  the same damage at each run
    whole = [record.title for record in read_file(name, text.encode()).records]
    refused = 0

    for _ in range(50):
        broken, first, last = damaged(text, chance)
        touched = records_touched(text, first, last, BEGINS[name.rsplit(".", 1)[1]])
        try:
            read = [record.title for record in read_file(name, broken.encode()).records]
        except RefusedError:
            refused += 1
            continue
        lost = [title for place, title in enumerate(whole) if place not in touched and title not in read]
        assert not lost, broken
        assert len(read) >= len(whole) - len(touched)

    assert refused < 50
