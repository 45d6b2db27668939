"""The pages about reports: they run on the extracts, say what is missing, and show what the questions answer."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from signals.intake.load import load
from signals.store import DAMAGED, DATABASE, open_for_reading
from signals.ui import database
from tests.pages.reports.opening import FEW, HOLD, ONE_WORD, PAGES, opened
from tests.reading import tables, words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("extract", [ONE_WORD, FEW])
def test_every_page_answers_from_an_extract_and_says_that_it_supports_no_conclusion(page: str, extract: str) -> None:
    at = opened(page, reports_from=extract)

    assert database.NO_CONCLUSION in words(at)
    assert database.STANDING_SENTENCE in words(at)
    assert re.search(r"\*\*[\d,]+ reports:\*\* all reports; primary suspect or secondary suspect", words(at))


@pytest.mark.parametrize("page", PAGES)
def test_without_a_database_every_page_says_how_to_load_one_and_offers_the_extracts(
    page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")

    at = opened(page, reports_from=database.LOADED)

    assert "There are no reports here yet." in words(at)
    assert "python -m signals.load" in at.code[0].value
    assert [button.label for button in at.button if str(button.key).startswith("try_")] == [
        database.INVENTED,
        *database.EXTRACTS,
    ]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_invented_reports_are_invented(page: str) -> None:
    at = opened(page, reports_from=database.INVENTED, report_drug="pomalidomide")

    assert [error.value for error in at.error] == [database.INVENTED_SENTENCE]
    assert database.INVENTED_SENTENCE in words(at)


@pytest.mark.slow
def test_a_newcomer_sees_invented_reports_where_nothing_is_loaded_and_a_link_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")

    newcomer = opened("populations.py")

    assert newcomer.selectbox(key="reports_from").value == database.INVENTED
    assert "INVENTED REPORTS" in words(newcomer)


def test_an_empty_database_says_so_and_how_to_load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    load([], database.DATABASE)

    at = opened("signal.py", reports_from=database.LOADED)

    assert "There is no report in this database." in words(at)
    assert "python -m signals.load" in at.code[0].value


def test_the_account_is_on_screen_where_no_line_of_a_listing_is_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    (tmp_path / "a.csv").write_text("case,drug,event\n1,NA,Cough\n")
    load([tmp_path / "a.csv"], tmp_path / "faers.duckdb")

    at = opened("about_the_data.py", reports_from=database.LOADED)

    assert "There is no report in this database." in words(at)
    assert any("no drug is named" in row for table in tables(at) for row in table.rows())


def test_a_zero_that_follows_from_the_file_is_said_to_be_untold() -> None:
    at = opened(
        "signal.py", reports_from=ONE_WORD, report_drug="lenalidomide", report_event="Interstitial lung disease"
    )

    assert "6 cannot be told here, since this file has hardly any term of several words." in words(at)
    assert "Interstitial lung disease: cannot be told here" in words(at)
    assert "Lung injury, narrow: Of this group only terms of one word are counted" in words(at)
    (listed,) = tables(at)  # no 2x2 table
    assert listed.columns[0] == "Event and drug"
    told = dict(listed.select("Event and drug", "With both, of those with the drug").rows())
    assert told["Pneumonitis · pomalidomide"] == "11 of 1,536"
    assert not told["Interstitial lung disease · pomalidomide"]


def test_what_an_extract_without_dates_sexes_or_longer_terms_cannot_tell_is_neither_drawn_nor_denied() -> None:
    over_time = opened("over_time.py", reports_from=ONE_WORD)
    behind = opened("case_reports.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    assert "how a signal grew cannot be told" in words(over_time)
    assert "No report gives the sex: there is nothing to divide by." in words(over_time)
    assert "quarter" not in words(over_time).partition("how a signal grew")[2]
    assert tables(over_time) == []
    assert "11 reports." in words(behind)
    (listed,) = tables(behind)
    assert set(listed["names a known co-cause"]) == {"yes", "cannot be told"}


def test_all_that_is_looked_for_is_on_screen() -> None:
    at = opened("about_the_data.py", reports_from=FEW)

    listed = tables(at)[-1]
    rows = dict(listed.select("counted as", "names").rows())

    assert "The first 200 of" not in words(at)
    assert "REVLIMID" in rows["lenalidomide"]
    assert "Interstitial lung disease" in rows


def test_a_group_of_the_readers_own_and_a_list_of_cases_are_counted() -> None:
    at = opened(
        "signal.py", reports_from=ONE_WORD, own_drug="Aspirin | ibuprofen", own_event="nausea", report_event="Nausea"
    )

    at.selectbox(key="report_drug").set_value("aspirin | ibuprofen").run()

    assert "aspirin | ibuprofen and Nausea: the 2x2 table" in words(at)
    assert "aspirin:" in words(at)
    at.text_area(key="case_numbers").set_value("1, 2\n3").run()
    assert "Of 3 case numbers of your own" in words(at)


@pytest.mark.parametrize("page", PAGES)
def test_while_another_program_writes_to_the_file_itself_every_page_says_so(
    page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    writing = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "faers.duckdb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writing.stdout
    assert writing.stdout.readline() == b"held\n"

    at = opened(page, reports_from=database.LOADED)
    writing.communicate()

    assert "faers.duckdb is being written by another program." in words(at)


@pytest.mark.parametrize("damaged", [0, 4101, 12_293], ids=["no database", "its header", "a block"])
def test_a_damaged_database_is_named_on_the_page(damaged: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    duckdb.connect(database.DATABASE).sql("SELECT 1 AS report").create("report")
    content = bytearray(database.DATABASE.read_bytes())
    content[damaged] ^= 0xFF
    database.DATABASE.write_bytes(content[:8] if damaged == 0 else content)

    at = opened("signal.py", reports_from=database.LOADED)

    assert "faers.duckdb cannot be read as a database of reports." in words(at)
    assert "written by another program" not in words(at)


@pytest.mark.slow
def test_an_extract_that_another_version_made_or_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    place = DATABASE.parent / database.EXTRACTS[FEW][0]
    whole = opened("about_the_data.py", reports_from=FEW)
    shutil.copyfile(place, tmp_path / "earlier.duckdb")
    with duckdb.connect(tmp_path / "earlier.duckdb") as earlier:
        earlier.execute("DROP TABLE made_by")
    (tmp_path / "earlier.duckdb").replace(place)
    after_another_version = opened("about_the_data.py", reports_from=FEW)
    (tmp_path / "damaged.duckdb").write_bytes(b"damaged")
    (tmp_path / "damaged.duckdb").replace(place)
    after_damage = opened("about_the_data.py", reports_from=FEW)

    sizes = [re.findall(r"\*\*[\d,]+ reports:", words(at)) for at in (whole, after_another_version, after_damage)]
    assert sizes[0]
    assert sizes[0] == sizes[1] == sizes[2]


def test_a_database_damaged_in_the_middle_of_its_data_is_named_on_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = bytearray((DATABASE.parent / database.EXTRACTS[ONE_WORD][0]).read_bytes())
    content[content.index(b"Pneumonitis")] ^= 0xFF
    monkeypatch.setattr(database, "DATABASE", tmp_path / "faers.duckdb")
    database.DATABASE.write_bytes(content)
    open_for_reading(database.DATABASE).close()

    at = opened("signal.py", reports_from=database.LOADED)

    assert [error.value.replace("\\", "") for error in at.error] == [DAMAGED.format("The database")]


def test_the_table_behind_a_number_has_the_counts_and_every_measure() -> None:
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    _, cells, measures = tables(at)

    assert cells.drop("Reports").rows() == [
        ("11", "1,525", "1,536"), ("686", "213,645", "214,331"), ("697", "215,170", "215,867")
    ]  # fmt: skip
    assert measures.row(0) == ("PRR", "2.24", "1.24", "4.05")
    assert measures.row(4)[:2] == ("chi-square, Pearson", "7.43")
    assert "none" not in measures.row(3)
    assert "EBGM prior: alpha1" in words(at)


def test_a_restriction_in_the_sidebar_moves_the_number() -> None:
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    at.selectbox(key="comparator").set_value("active").run()

    assert "9,168 reports:" in words(at)
    assert tables(at)[-1].row(0) == ("PRR", "3.90", "1.78", "8.58")


def test_a_zero_cell_reads_none() -> None:
    at = opened("signal.py", reports_from=ONE_WORD, report_drug="thalidomide", report_event="Pneumonitis")

    assert tables(at)[-1].row(0) == ("PRR", "none", "none", "none")


def test_a_population_without_a_report_says_so() -> None:
    at = opened("signal.py", reports_from=ONE_WORD, comparator="indication")

    assert "No report is left in this population" in words(at)


def test_without_a_role_the_page_asks_for_one() -> None:
    at = opened("signal.py", reports_from=ONE_WORD, roles=[])

    assert "Choose at least one role" in words(at)


def test_the_forest_draws_a_row_for_each_chosen_event_and_drug() -> None:
    at = opened("signal.py", reports_from=ONE_WORD, events=["Pneumonitis"], drugs=["lenalidomide", "pomalidomide"])

    assert "2 pairs by ROR; 0 of them never reported together." in words(at)
    assert "Lower limit above 1: 1, highest pomalidomide with Pneumonitis." in words(at)


def test_the_populations_stand_side_by_side_with_their_remarks() -> None:
    at = opened("populations.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    assert "ROR moves from 2.20 (against reports without an IMiD) to 3.92 (myeloma drugs only)" in words(at)
    listed, populations = tables(at)
    assert listed.row(0) == ("as chosen", "2.25 (1.24 to 4.08)", "11 of 1,536")
    remarks = dict(populations.select("population", "remark").rows())
    assert not any("the restriction has emptied this result" in remark for remark in remarks.values())
    assert "cannot differ in these reports: no report names two suspects" in remarks["no co-suspect"]


def test_a_measure_has_three_digits_and_a_count_its_commas() -> None:
    at = opened("populations.py", reports_from=ONE_WORD, report_drug="pomalidomide", report_event="Pneumonitis")

    listed, populations = tables(at)
    assert {len(re.findall(r"\d", low)) for low in re.findall(r"\((\S+) to", " ".join(listed["Value (interval)"]))} == {
        3
    }
    assert populations.row(0)[1:5] == ("11", "1,536", "697", "215,867")


@pytest.mark.slow
def test_the_codes_of_the_fda_are_explained_below_the_reports() -> None:
    at = opened("case_reports.py", reports_from=database.INVENTED, report_event="Pneumonitis")

    assert "OT other health professional" not in words(at)  # nobody of that kind reported
    assert "CN consumer" in words(at)
    assert "Outcomes: DE death, " in words(at)


def test_a_table_of_ones_own_is_no_count_of_invented_reports() -> None:
    at = opened("typed_table.py")

    assert "This page stays the same whatever is set here." in words(at)
    assert "INVENTED" not in words(at)


def test_the_account_of_lines_is_on_screen() -> None:
    at = opened("about_the_data.py", reports_from=FEW)

    _, files, rejects, *_ = tables(at)

    lists = files.filter(pl.col("file") == "OUTC22Q4.txt").select("lines", "accepted", "rejected")
    assert lists.rows() == [("1,206", "360", "846")]
    assert all(
        lines == accepted + rejected
        for lines, accepted, rejected in files[:, 2:5].select(pl.all().str.replace_all(",", "").cast(int)).rows()
    )
    assert "no report with this number is in the quarter's DEMO file" in rejects["reason"][0]
