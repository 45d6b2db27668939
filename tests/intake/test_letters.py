"""A quarter or a listing means the same through each encoding and each kind of line end, and says what it was."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from signals.intake.errors import ArchiveError
from signals.intake.load import Choices, load, main
from tests.spec.reports.contents import answer_of, content_of
from tests.spec.reports.drawn import reports, write_quarter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Load

DRAWN = reports(
    ("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101"), ("3001", "300", "1", "20220101")
) | {
    "REAC": "primaryid|pt\n1001|Sjögren's syndrome\n2001|Pneumonitis\n3001|Ménière's disease",
}
NAMES = "SELECT name FROM shown_term ORDER BY 1"
ENCODINGS = ("utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
SAID = {"utf-8-sig": "UTF-8", "latin-1": "Latin-1", "cp1252": "Latin-1", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


def rewritten(folder: Path, encoding: str, ends: str) -> Path:
    """Write the files of a quarter anew."""
    for file in (folder / "ascii").iterdir():
        text = file.read_text(encoding="latin-1").replace("\n", ends)
        file.write_bytes(text.encode(encoding))
    return folder


def meaning_of(database: Path) -> dict[str, object]:
    """Give what a database holds, without how its files were written."""
    return {name: rows for name, rows in content_of(database).items() if name not in {"file", "quarter"}}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Load the quarter as it was drawn."""
    folder = tmp_path_factory.mktemp("plain")
    load([write_quarter(folder, "2022Q1", DRAWN)], folder / "r.duckdb")
    return meaning_of(folder / "r.duckdb")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "ends"),
    [*((encoding, "\n") for encoding in ENCODINGS), ("utf-8", "\r\n"), ("latin-1", "\r"), ("utf-16", "\r\n")],
)
def test_a_quarter_is_the_same_through_each_encoding_and_line_end(
    tmp_path: Path, database: Path, plain: dict[str, object], encoding: str, ends: str
) -> None:
    load([rewritten(write_quarter(tmp_path, "2022Q1", DRAWN), encoding, ends)], database)

    assert meaning_of(database) == plain
    said = dict(answer_of(database)("SELECT name, encoding FROM file"))["REAC22Q1.txt"]
    assert said == SAID.get(encoding, encoding.upper())


def test_tables_of_one_archive_may_differ_in_encoding_and_a_file_in_itself(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2022Q1", DRAWN)
    reac = folder / "ascii" / "REAC22Q1.txt"
    lines = [
        "primaryid$caseid$pt$drug_rec_act",
        "1001$100$Sjögren\u2019s syndrome$",
        "2001$200$Crohn\u2019s disease$",
        "",
    ]
    reac.write_bytes(b"\n".join([lines[0].encode(), lines[1].encode("cp1252"), lines[2].encode(), b""]))
    drug = folder / "ascii" / "DRUG22Q1.txt"
    drug.write_bytes(drug.read_text().replace("REVLIMID", "RÉVLIMID").encode("utf-16"))

    answer = loaded(folder)

    assert answer(NAMES) == [("Crohn\u2019s disease",), ("Sjögren\u2019s syndrome",)]
    assert answer("SELECT DISTINCT drug_name FROM product") == [("RÉVLIMID",)]
    assert dict(answer("SELECT name, encoding FROM file"))["REAC22Q1.txt"] == "UTF-8, 1 lines Windows-1252"


def test_a_byte_of_windows_1252_is_read_as_the_letter_it_is(tmp_path: Path, loaded: Load) -> None:
    folder = write_quarter(tmp_path, "2008Q4", {
        "DEMO": "isr|case|fda_dt\n1|10|20081001\n2|20|20081001",
        "DRUG": "isr|drug_seq|role_cod|drugname\n1|1|PS|REVLIMID\n2|1|PS|REVLIMID",
        "REAC": "isr|pt\n1|X\n2|PNEUMONITIS",
    })  # fmt: skip
    reac = folder / "ascii" / "REAC08Q4.txt"
    reac.write_bytes(reac.read_bytes().replace(b"X", b"SJ\xd6GREN\x92S SYNDROME \x81"))

    answer = loaded(folder)

    assert answer("SELECT spelling FROM term ORDER BY 1") == [("pneumonitis",), ("sjogren's syndrome \ufffd",)]
    said = dict(answer("SELECT name, encoding FROM file"))["REAC08Q4.txt"]
    assert said == "Windows-1252, 1 letters unreadable"


LISTING = "case,drug,event\n1,Revlimid,Sjögren\u2019s syndrome\n2,Imnovid,Ménière's disease\n"
JAPANESE = "case,drug,event,sex\n1,レナリドミド,間質性肺疾患,女性\n2,ﾚﾅﾘﾄﾞﾐﾄﾞ水和物,肺臓炎,男性\n3,サリドマイド,Cough,\n"


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_a_listing_is_the_same_through_each_encoding_and_line_end(
    tmp_path: Path, loaded: Load, encoding: str, ends: str
) -> None:
    path = tmp_path / "listing.TXT"
    path.write_bytes(LISTING.replace("\n", ends).replace(",", "\t").encode(encoding))

    answer = loaded(path)

    assert answer(NAMES) == [("Ménière's disease",), ("Sjögren\u2019s syndrome",)]
    said = {"cp1252": "Windows-1252", "utf-16": "UTF-16", "utf-16-be": "UTF-16"}.get(encoding, "UTF-8")
    assert answer("SELECT lines, accepted, encoding FROM file") == [(2, 2, said)]


def test_a_japanese_listing_is_read_from_shift_jis_and_its_drugs_are_found(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "jader.csv"
    path.write_bytes(JAPANESE.encode("cp932"))

    answer = loaded(path)

    assert answer("SELECT encoding FROM file") == [("Shift-JIS",)]
    found = answer("SELECT name FROM drug JOIN exposure USING (drug_id) JOIN report USING (report_id) ORDER BY case_id")
    assert found == [("lenalidomide",), ("lenalidomide",), ("thalidomide",)]
    assert answer(NAMES) == [("Cough",), ("肺臓炎",), ("間質性肺疾患",)]


@pytest.mark.parametrize(
    "words",
    ["Père, café", "Müller\u2019s “größte” Übelkeit", "Crohn\u2019s", "naïve façade", "Ångström"],
)
def test_accented_letters_are_not_taken_for_japanese(tmp_path: Path, loaded: Load, words: str) -> None:
    path = tmp_path / "west.csv"
    path.write_bytes(f'case,drug,event\n1,Revlimid,"{words}"\n'.encode("cp1252"))

    answer = loaded(path)

    assert answer("SELECT name FROM shown_term") == [(words,)]


@pytest.mark.parametrize(
    ("encoding", "drug"),
    [("gb18030", "来那度胺"), ("euc-jp", "レナリドミド"), ("euc-kr", "레날리도마이드"), ("cp1251", "леналидомид")],
)
def test_letters_of_another_script_are_refused_until_their_encoding_is_named(
    tmp_path: Path, database: Path, encoding: str, drug: str
) -> None:
    path = tmp_path / "east.csv"
    path.write_bytes(f"case,drug,event\n1,{drug},Cough\n".encode(encoding))

    with pytest.raises(ArchiveError, match=r"east\.csv is neither UTF-8 nor Shift-JIS.* Say its encoding"):
        load([path], database)
    load([path], database, choices=Choices(encoding=encoding))

    assert answer_of(database)("SELECT name FROM drug JOIN exposure USING (drug_id)") == [("lenalidomide",)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "said", "words"),
    [
        ("cp1250", "Windows-1250", ["Zapalenie płuc", "Duszność", "Świąd", "Ból głowy", "Gorączka"]),
        ("cp1250", "Windows-1250", ["Dušnost", "Zápal plic", "Horečka", "Nežádoucí účinek", "Příušnice", "Šťáva"]),
        ("mac_roman", "Mac Roman", ["Ménière\u2019s disease", "Syndrome de Sjögren", "Fièvre", "Nausée", "Œdème"]),
        ("mac_roman", "Mac Roman", ["Übelkeit", "Fieber erhöht", "Größe", "Lungenentzündung", "Müdigkeit", "Ödem"]),
        ("cp850", "code page 850 of DOS", ["Übelkeit", "Lungenentzündung", "Müdigkeit", "Blähungen"]),
        ("cp850", "code page 850 of DOS", ["Müller"]),
        ("cp850", "code page 850 of DOS", ["Guillain-Barré"]),
        ("cp850", "code page 850 of DOS", ["Sjögren"]),
        ("mac_roman", "Mac Roman", ["Sjögren"]),
        ("cp1254", "Windows-1254", ["Ba\u015f a\u011fr\u0131s\u0131", "Öksürük"]),
    ],
)
def test_an_encoding_of_one_byte_a_letter_is_found_where_its_words_decide(
    tmp_path: Path, loaded: Load, encoding: str, said: str, words: list[str]
) -> None:
    path = tmp_path / "words.csv"
    rows = "".join(f"{case},Revlimid,{word}\n" for case, word in enumerate(words, 1))
    path.write_bytes(f"case,drug,event\n{rows}".encode(encoding))

    answer = loaded(path)

    assert answer("SELECT encoding FROM file") == [(f"{said}, found by its letters",)]
    assert {name for (name,) in answer(NAMES)} == set(words)


@pytest.mark.parametrize(("encoding", "word"), [("mac_roman", "Ödem"), ("cp850", "fièvre"), ("cp850", "Ödem")])
def test_an_encoding_that_few_words_leave_in_doubt_is_said(
    tmp_path: Path, loaded: Load, encoding: str, word: str
) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(f"case,drug,event\n1,Revlimid,{word}\n".encode(encoding))

    answer = loaded(path)

    assert "in doubt: words such as" in answer("SELECT encoding FROM file")[0][0]


def test_western_letters_and_signs_are_windows_1252_without_a_doubt(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "west.csv"
    words = (
        "Ménière\u2019s", "Sjögren", "Guillain\u2013Barré", "Behçet\u2019s", "GRÖSSE", "größer", "10 µg/m² REVLIMID®",
        "\u201cSeñor\u201d", "37°C", "coração", "Å", "SØRENSEN", "più", "l\u2019œdème", "GROßE", "L\u2019ŒDÈME",
    )  # fmt: skip
    path.write_bytes(
        ("case,drug,event\n" + "".join(f"{n},A,{word}\n" for n, word in enumerate(words))).encode("cp1252")
    )

    answer = loaded(path)

    assert answer("SELECT encoding FROM file") == [("Windows-1252",)]


def test_a_listing_in_iso_2022_jp_is_found_by_its_escape_signs(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "mail.csv"
    path.write_bytes("case,drug,event\n1,レナリドミド,肺臓炎\n".encode("iso2022_jp"))

    answer = loaded(path)

    assert answer("SELECT encoding FROM file") == [("ISO-2022-JP",)]
    assert answer("SELECT name FROM drug JOIN exposure USING (drug_id)") == [("lenalidomide",)]


def test_an_encoding_may_be_named_and_must_be_one(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "greek.csv"
    path.write_bytes("case,drug,event\n1,Revlimid,Βήχας\n".encode("iso8859-7"))

    load([path], database, choices=Choices(encoding="iso8859-7"))

    assert answer_of(database)(NAMES) == [("Βήχας",)]
    with pytest.raises(SystemExit):
        main([str(path), "--into", str(database), "--encoding", "greekish"])
    assert "'greekish' is no encoding that Python knows" in capsys.readouterr().err


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b"\xc3\xaf\xc2\xbb\xc2\xbf"])
def test_a_mark_before_the_header_is_no_part_of_a_name(tmp_path: Path, loaded: Load, mark: bytes) -> None:
    folder = write_quarter(tmp_path, "2022Q1", DRAWN)
    demo = folder / "ascii" / "DEMO22Q1.txt"
    demo.write_bytes(mark + demo.read_bytes())

    assert loaded(folder)("SELECT count(*) FROM report") == [(3,)]


def test_spellings_of_one_sign_are_one_term_and_drugs_are_found_by_their_national_names(
    tmp_path: Path, loaded: Load
) -> None:
    signs = (
        "Crohn^s disease",
        "Crohn's disease",
        "Crohn\u2019s disease",
        "CROHN`S  DISEASE",
        "Crohn\u00b4s\u00a0disease",
        "Crohn&#39;s disease",
        "Crohn\u201bs disease",
    )
    signs += (
        "Sjögren's syndrome",
        "Sjogren's syndrome",
        "Sjo\u0308gren\u2019s syndrome",
        "Non\u2011cardiogenic oedema",
    )
    signs += ("Non-cardiogenic oedema", "Non\u2212cardiogenic oedema", "Organising pneumonia")
    drugs = ("LENALIDOMIDA", "Lenalidomidum", "REV LIMID", "Rev-Limid 10 mg", "Lénalidomide", "ЛЕНАЛИДОМИД")
    drugs += (
        "来那度胺",
        "來那度胺",
        "레날리도마이드",
        "iberdomide",
        "CC-92480",
        "Avadomide HCl",
        "CC-99282",
        "Talidomida",
    )
    path = tmp_path / "signs.csv"
    rows = "".join(f'{case};{drug};"{sign}"\n' for case, (drug, sign) in enumerate(zip(drugs, signs, strict=True), 10))
    path.write_text(f"case;drug;event\n{rows}", encoding="utf-8")

    answer = loaded(path)

    assert answer("SELECT spelling, count(*) FROM reaction JOIN term USING (term_id) GROUP BY ALL ORDER BY 1") == [
        ("crohn's disease", 7),
        ("non-cardiogenic oedema", 3),
        ("organising pneumonia", 1),
        ("sjogren's syndrome", 3),
    ]
    found = answer("SELECT name FROM exposure JOIN drug USING (drug_id) JOIN report USING (report_id) ORDER BY case_id")
    assert [name for (name,) in found] == [
        *["lenalidomide"] * 9, "iberdomide", "mezigdomide", "avadomide", "golcadomide", "thalidomide"
    ]  # fmt: skip


def test_terms_of_pulmonary_hypertension_are_a_group_of_their_own(tmp_path: Path, loaded: Load) -> None:
    path = tmp_path / "signs.csv"
    signs = ("Pulmonary hypertension", "Cor pulmonale", "Pneumonitis", "Bronchiolitis obliterans", "Ground glass")
    path.write_text("case,drug,event\n" + "".join(f"{case},Thalomid,{sign}\n" for case, sign in enumerate(signs)))

    answer = loaded(path)

    assert answer("SELECT event, count(*) FROM watched_event WHERE part = 'group' GROUP BY ALL ORDER BY 1") == [
        ("Lung injury, narrow", 1),
        ("Lung injury, narrow and wide", 3),
        ("Pulmonary hypertension, all terms", 2),
    ]
