"""What a database does not say at all is found by looking at it, and never shown as a zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signals import answers
from signals.coverage import Coverage, coverage_of, with_untold
from signals.intake.load import load
from signals.measures.population import Population
from signals.store import open_for_reading
from tests.spec.reports.contents import SAMPLES
from tests.spec.reports.drawn import reports

if TYPE_CHECKING:
    from pathlib import Path

    from tests.spec.reports.contents import Draw


@pytest.mark.slow
def test_the_one_word_extract_cannot_tell_terms_of_several_words_dates_sexes_or_countries(extract: Path) -> None:
    connection = open_for_reading(extract)

    coverage = coverage_of(connection)
    rows = with_untold(
        answers.pairs(connection, Population(), ["lenalidomide"], ["Interstitial lung disease", "Pneumonitis"]),
        coverage,
    )

    assert coverage.one_word_terms
    for gap in ("dates of events", "starts of therapy", "indications", "sexes", "countries", "co-suspects"):
        assert gap in coverage.gaps()
    assert rows["untold"].to_list() == ["cannot be told here: this file has hardly any term of several words", ""]
    assert rows["ror"].is_null().to_list() == [True, False]
    assert rows["ic"].is_null().to_list() == [True, False]
    assert "only terms of one word are counted" in coverage.part_of("Lung injury, narrow")


def test_a_genuine_quarter_tells_dates_and_terms_of_several_words(tmp_path: Path) -> None:
    load([SAMPLES / "faers_ascii_2017q2.zip"], tmp_path / "r.duckdb")

    coverage = coverage_of(open_for_reading(tmp_path / "r.duckdb"))

    assert not coverage.one_word_terms
    assert coverage.gaps() == []
    assert coverage.untold("Interstitial lung disease", 0) == ""
    assert not coverage.invented


def test_treatments_of_which_only_the_end_is_known_give_no_start(drawn_reports: Draw) -> None:
    drawn = reports(("11", "1", "1", "20220105"))
    drawn["THER"] = "primaryid|dsg_drug_seq|start_dt|end_dt\n11|1||20220101"

    coverage = coverage_of(drawn_reports(drawn))

    assert "starts of therapy" in coverage.gaps()
    assert "these reports give no starts" in coverage.time_to_onset()


@pytest.mark.slow
def test_populations_that_cannot_differ_say_so(drawn_reports: Draw) -> None:
    connection = drawn_reports(reports(("11", "1", "1", "20220105"), ("21", "2", "1", "20220105")))

    cannot = coverage_of(connection).cannot_differ()
    rows = answers.populations(connection, Population(), "lenalidomide", "Pneumonitis", cannot)

    remarks = dict(rows.select("population", "remark").rows())
    assert "cannot differ in these reports: no report names two suspects" in remarks["no co-suspect"]
    assert "cannot differ in these reports: no report looks like a copy" in remarks["no look-alike copies"]
    assert "cannot differ in these reports: no report names a secondary suspect" in remarks["primary suspect alone"]
    assert "cannot differ" not in remarks["all reports"]


def test_an_empty_database_says_that_it_has_no_report() -> None:
    assert Coverage().sentence() == "There is no report in this database."


@pytest.mark.slow
def test_what_a_file_lacks_is_said_where_its_number_stands(extract: Path, drawn_reports: Draw) -> None:
    listing = coverage_of(open_for_reading(extract))

    assert listing.over_time() == "No report says when it was received: how a signal grew cannot be told."
    assert listing.challenge().startswith("It cannot be told: no report of this database says whether")
    assert listing.time_to_onset() == (
        "No time to onset can be told: these reports give no starts and no dates of events."
    )
    assert listing.strata("age band") == "No report gives the age band: there is nothing to divide by."
    told = coverage_of(drawn_reports(reports(("1001", "100", "1", "20220101"))))
    assert (told.over_time(), told.strata("year")) == ("", "")


def test_a_population_that_cannot_be_told_has_no_counts_and_its_own_reason(drawn_reports: Draw) -> None:
    connection = drawn_reports(reports(("11", "1", "1", "20220105"), ("21", "2", "1", "20220105")))
    coverage = coverage_of(connection)

    rows = with_untold(
        answers.populations(connection, Population(), "lenalidomide", "Pneumonitis", coverage.cannot_differ()), coverage
    )

    row = rows.filter(population="myeloma as indication").row(0, named=True)
    assert [row[name] for name in ("a", "n_drug", "n_event", "n")] == [None] * 4
    assert row["untold"].startswith("cannot be told from these reports: no report gives an indication")
    assert "emptied" not in row["remark"]


def test_a_pair_that_was_never_reported_is_not_said_to_be_emptied_by_a_restriction(drawn_reports: Draw) -> None:
    connection = drawn_reports(reports(("11", "1", "1", "20220105"), ("21", "2", "1", "20220105")))

    rows = answers.populations(connection, Population(), "thalidomide", "Pneumonitis")

    assert set(rows["remark"]) == {"never reported together"}
