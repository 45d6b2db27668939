"""Each page about cases: opens, narrows by link and by widget, says so when nothing matches.

A page that is added to pages/ is tested here by lying there. Pages about reports, which show no case, have tests of
their own.
"""

from __future__ import annotations

import json
import random
import re
from itertools import product
from typing import TYPE_CHECKING

import polars as pl
import pytest
from pyarrow.ipc import open_stream

from casebook import export
from casebook.codebook import codebook
from casebook.context import KINDS, statements
from casebook.release_records import read_record
from casebook.selection import Selection
from casebook.store import CASEBOOK, ask, release
from tests.frozen import CASES
from tests.menu import ABOUT_CASES, FILTERED, PAGES
from tests.pages.opening import as_it_opens, opened
from tests.reading import counts, tables, titles, words
from tests.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    from streamlit.testing.v1 import AppTest

    Link = dict[str, list[str]]


def remaining(app: AppTest) -> int:
    """Read from the line above a page how many cases are left."""
    counted = re.search(r"\*\*([\d,]+) of [\d,]+ cases\*\*", words(app))
    assert counted is not None
    return int(counted.group(1).replace(",", ""))


# --- every page


@pytest.mark.parametrize("name", ABOUT_CASES)
def test_a_page_opens_without_an_exception_and_says_what_cases_cannot(name: str) -> None:
    app = as_it_opens(name)

    assert not app.exception
    assert len(app.title) == 1
    assert export.STANDING_SENTENCE in words(app)
    assert re.search(r"Release \d{4}-\d\d-\d\d-[0-9a-f]{8}, newest case change \d{4}-\d\d-\d\d", words(app))


@pytest.mark.parametrize("name", ABOUT_CASES)
def test_a_page_uses_no_word_that_says_more_than_cases_can(name: str) -> None:
    text = words(as_it_opens(name)).replace(export.STANDING_SENTENCE, "")
    text = re.sub(r"cannot give frequency, risk or proof\s+of\s+cause", "", text)

    assert re.findall(r"\b(incidence|cohort|significant|p-value|safe|proven)\b", text) == []


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_narrows_by_its_link(name: str) -> None:
    app = opened(name, {"drug": ["pomalidomide"], "rechallenge": ["recurred", "did not recur"]})

    assert not app.exception
    assert remaining(app) == 4
    assert {button.key for button in app.button} >= {"off_drug", "off_rechallenge", "clear_filters"}


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_narrows_by_a_widget_and_widens_by_taking_it_off(name: str) -> None:
    app = opened(name)

    app.pills(key="steroid").set_value(["no"]).run()

    assert not app.exception
    assert remaining(app) == 1
    app.button(key="off_steroid").click().run()
    assert remaining(app) == 19


@pytest.mark.parametrize("name", ABOUT_CASES)
def test_a_page_that_no_filter_narrows_says_so_beside_the_filters(name: str) -> None:
    said = "This page stays the same whatever is set here." in words(as_it_opens(name))

    assert said == (name not in FILTERED)


def test_a_filter_goes_along_through_a_page_that_it_does_not_narrow() -> None:
    app = opened("methods", {"drug": ["pomalidomide"]})

    app.switch_page(PAGES["case_list"].script).run()

    assert remaining(app) == 8


def test_the_overview_has_no_count_of_a_drug_that_the_filter_takes_away_and_a_zero_of_one_without_a_case() -> None:
    of_one = opened("overview", {"drug": ["lenalidomide"]})
    of_none = opened("overview", {"drug": ["lenalidomide", "pomalidomide"], "finding": ["lethargy"]})

    assert counts(of_one) == {"Cases": 4, "lenalidomide": 4}
    assert counts(of_none) == {"Cases": 1, "lenalidomide": 0, "pomalidomide": 1}


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_says_so_when_nothing_matches(name: str) -> None:
    app = opened(name, {"drug": ["lenalidomide"], "steroid": ["no"]})

    assert not app.exception
    assert remaining(app) == 0
    if PAGES[name].calls("claims_table"):  # it goes on answering for the eight cases of the founding report
        assert set(app.table[0].value["The filtered cases"][:6]) == {"? cannot be said\\: no case"}
    else:
        assert "No published case matches all of these filters." in words(app)
    assert {button.key for button in app.button} >= {"off_drug", "off_steroid", "clear_filters"}


@pytest.mark.parametrize(("question", "near", "left"), [("dispnea", "dyspnea", 14), ("revlimmid", "revlimid", 5)])
def test_a_search_that_finds_nothing_offers_a_near_word_at_one_click(question: str, near: str, left: int) -> None:
    app = opened("overview", {"q": [question]})

    assert f"Nothing found for “{question}”. Did you mean:" in words(app)
    assert app.button(key="near_text").label == near

    app.button(key="near_text").click().run()

    assert remaining(app) == left
    assert "Nothing found for" not in words(app)


def test_a_search_says_where_it_looks_and_the_list_in_which_facts_it_found_its_words() -> None:
    app = opened("case_list", {"q": ["GGO vivien"]})

    assert "in case, citation, DOI, PMID, or in any value read of the patient" in app.text_input(key="q").help
    (listed,) = tables(app)
    assert "CT patterns" in listed["Found in"][0]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"q": ["no case has these"]}, "Nothing found for “no case has these”."),
        ({"q": ["qqqqqq"], "drug": ["thalidomide"]}, "Nothing found for “qqqqqq”."),
        ({"q": ["<b>qq</b>"]}, "Nothing found for “<b>qq</b>”."),
    ],
)
def test_a_search_that_is_near_to_nothing_says_so_and_offers_nothing(link: Link, said: str) -> None:
    app = opened("overview", link)

    assert not app.exception
    assert said in words(app)
    assert "near_text" not in {button.key for button in app.button}


def test_a_search_whose_words_other_filters_hide_is_not_said_to_find_nothing() -> None:
    app = opened("overview", {"q": ["geyer"], "drug": ["thalidomide"]})

    assert remaining(app) == 0
    assert "Nothing found for" not in words(app)


def test_the_choice_of_a_decimal_comma_stays_from_page_to_page() -> None:
    app = opened("overview")
    app.checkbox(key="csv_semicolon").check().run()

    for page in ("methods", "lavage", "board", "case_list", "signal"):
        app.switch_page(PAGES[page].script).run()

        assert not app.exception
        assert app.session_state["csv_semicolon"] is True, page
        assert page == "methods" or app.checkbox(key="csv_semicolon").value is True


@pytest.mark.parametrize("name", FILTERED)
def test_one_case_left_is_a_page_like_any_other(name: str) -> None:
    app = opened(name, {"q": ["vivien-2022"]})

    assert not app.exception
    assert remaining(app) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("drug", TERMS["drug"])
def test_a_page_shows_each_drug_alone(name: str, drug: str) -> None:
    assert not opened(name, {"drug": [drug]}).exception


@pytest.mark.parametrize(
    ("link", "warning", "left"),
    [
        ({"drug": ["pomalidomide", "aspirin"]}, "drug=aspirin is not a filter", 8),
        ({"drg": ["pomalidomide"]}, "did you mean “drug”?", 19),
        ({"rechallenge": ["no"]}, "rechallenge=no is not a filter: allowed are “recurred”", 19),
        ({"finding": ["caugh"]}, "did you mean “cough”?", 19),
        ({"latency": ["zz", "50"]}, "two whole numbers of days from 0 to 3650", 19),
        ({"latency": ["1", "99999"]}, "two whole numbers of days from 0 to 3650", 19),
        ({"latency": ["7"]}, "two whole numbers of days from 0 to 3650", 19),
        ({"latency_unknown": ["maybe"]}, "true or false", 19),
        ({"steroid": ["<b>*yes*</b>"]}, "steroid=<b>*yes*</b> is not a filter", 19),
    ],
)
def test_a_part_of_a_link_that_is_no_filter_is_left_out_and_said(link: Link, warning: str, left: int) -> None:
    for page in ("overview", "case_list"):
        app = opened(page, link)

        assert not app.exception
        assert warning in words(app)
        assert remaining(app) == left


def test_a_sound_link_is_said_to_have_no_fault() -> None:
    assert (
        list(opened("overview", {"drug": ["pomalidomide"], "latency": ["10", "123"], "q": ["myeloma"]}).warning) == []
    )


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ({"latency": ["10", "123"]}, 13),
        ({"latency": ["120", "7"]}, 14),
        ({"latency": ["120", "7"], "latency_unknown": ["false"]}, 6),
        ({"latency_unknown": ["false"]}, 11),
        ({"q": ["pomalidomide GROUND-glass"]}, 6),
        ({"onset": ["asymptomatic"]}, 1),
        ({"outcome": ["stable"]}, 1),
        ({"read_as": ["full text"]}, 1),
    ],
)
def test_a_link_leaves_as_many_cases_on_the_page_as_its_question_counts(
    shipped: duckdb.DuckDBPyConnection, link: Link, left: int
) -> None:
    selection, faults = Selection.from_values(link)

    assert faults == []
    assert ask("selected_count", selection, shipped)["selected"].item() == left
    assert remaining(opened("case_list", link)) == left


def test_the_case_list_says_of_each_case_how_complete_it_is() -> None:
    app = opened("case_list", {"case": ["vivien-2022"]})
    app.pills(key="list_columns").set_value(["facts_known", "facts_asked"]).run()

    (listed,) = tables(app)
    known, asked = (listed[name].cast(pl.Int64) for name in listed.columns[1:])
    assert (known <= asked).all()
    assert 0 not in known


def test_the_case_list_is_sorted_by_a_column_with_those_that_do_not_say_last() -> None:
    app = opened("case_list", {"drug": ["pomalidomide"]})

    app.selectbox(key="list_order").set_value("latency").run()
    (upwards,) = tables(app)
    app.checkbox(key="list_turned").check().run()
    (downwards,) = tables(app)

    latencies = upwards["Latency as reported"].to_list()
    assert latencies[0] == "6 days"
    assert latencies[-1] == "not reported"
    assert downwards["Latency as reported"].to_list() == [*reversed(latencies[:-1]), latencies[-1]]


def test_a_name_in_the_case_list_is_a_link_that_keeps_the_filters() -> None:
    app = opened("case_list", {"drug": ["pomalidomide"], "steroid": ["no"]})

    (listed,) = [element.proto.body for element in app.get("html") if "<table" in element.proto.body]

    assert '<a href="one_case?drug=pomalidomide&amp;steroid=no&amp;case=vivien-2022" target="_blank">' in listed


# --- the same cases everywhere


@pytest.mark.slow
def test_every_combination_of_filters_gives_the_same_cases_on_the_page_and_by_export(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    keys = ("drug", "prior_imid", "steroid", "rechallenge")
    every = list(product(*([(), *((term,) for term in TERMS[key])] for key in keys)))
    chosen = [*random.Random(2022).sample(every, 40), *(one for one in every if sum(map(bool, one)) == 1)]  # noqa: S311
    app = opened("case_list")

    for combination in chosen:
        for key, terms in zip(keys, combination, strict=True):
            app.pills(key=key).set_value(list(terms))
        app.run()
        selection = Selection(**dict(zip(keys, combination, strict=True)))
        table = export.cases_csv(selection, shipped).decode("utf-8-sig").splitlines()[1:]
        exported = sorted(line.split(",", 1)[0] for line in table)

        assert not app.exception
        assert remaining(app) == len(exported), combination
        bodies = [element.proto.body for element in app.get("html") if "<table" in element.proto.body]
        listed = re.findall(r"case=([^\"]+)\"", "".join(bodies))
        assert sorted(listed) == exported, combination


# --- the founding report's figures, read off the screen


def test_the_overview_shows_the_figures_of_the_founding_report() -> None:
    app = opened("overview", {"drug": ["pomalidomide"]})
    text = words(app)

    assert counts(app)["pomalidomide"] == 8
    assert "Latency: reported in 7 of 8, not known in 1. From 6 days to 22 months" in text
    assert "Rechallenge: 4 of 5 reported, 3 not known. The lung injury recurred in 3 of 4 reported." in text
    assert "Steroid for the lung event: 5 of 6 reported, 2 not known." in text
    assert "with the 2 not known it would be 5 to 7 of 8" in text
    assert " %" not in text


@pytest.mark.parametrize("name", FILTERED)
def test_every_chart_has_a_text_alternative_and_says_its_sentence_to_those_who_hear_it(name: str) -> None:
    app = opened(name, {"drug": ["pomalidomide"]})
    text = words(app)

    for chart in app.get("vega_lite_chart"):
        (title,) = [title for title in titles(app) if chart.proto.alt.startswith(f"{title} ")]
        rows = open_stream(chart.proto.data.data).read_all()
        says = chart.proto.alt.removeprefix(f"{title} ")
        assert re.fullmatch(r"[A-Z]\S*( \S+){4,}\.", says)
        assert rows["sentence"][0].as_py() in text


# --- one case


@pytest.fixture(scope="module")
def founding_patient() -> AppTest:
    """Open the page of the founding report's patient, with all facts."""
    return with_all_facts("vivien-2022")


def with_all_facts(case_id: str) -> AppTest:
    """Open the page of a case, and bring back the facts that are not known."""
    return opened("one_case", {"case": [case_id]}).toggle(key="known_only").set_value(False).run()


def facts_of(app: AppTest) -> dict[str, tuple[str, str]]:
    """Read the tables of facts: for each fact, its value and where it was read."""
    of_facts = [table for table in tables(app) if "Fact" in table.columns]
    return {row["Fact"]: (row["Value"], row["Where read"]) for table in of_facts for row in table.to_dicts()}


def completeness(case_id: str) -> tuple[int, int]:
    """Count in a frozen case file the facts that are known, and those that apply; one that is younger applies."""
    facts = json.loads((CASES / f"{case_id}.json").read_text(encoding="utf-8"))["facts"]
    states = [facts.get(name, {"state": "not read"}).get("state", "known") for name in codebook().read_facts()]
    return states.count("known"), len(states) - states.count("not applicable")


def test_a_case_shows_a_value_with_its_locator_and_each_state_apart(founding_patient: AppTest) -> None:
    facts = facts_of(founding_patient)

    assert facts["BAL lymphocytes (%)"] == ("44", "Case presentation, para 4; Table 1 last row")
    assert facts["Steroid for the lung event"] == ("no", "Case presentation, para 5")
    assert facts["Background steroid"][0] == "yes"
    assert facts["Antifungals"] == ("not reported", "")
    assert facts["Result of rechallenge"] == ("not applicable", "")
    assert facts_of(with_all_facts("lee-2010"))["Latency (days)"] == ("not read", "")


def test_a_case_shows_every_fact_of_the_vocabulary(
    founding_patient: AppTest, shipped: duckdb.DuckDBPyConnection
) -> None:
    labels = ask("facts_of_case", casebook=shipped, case_id="vivien-2022")["label"]

    assert list(facts_of(founding_patient)) == labels.to_list()


def test_a_case_is_offered_as_a_phenopacket(founding_patient: AppTest) -> None:
    offered = {button.proto.label: button.proto for button in founding_patient.get("download_button")}

    assert "findings named and denied" in offered["Phenopacket"].help


def test_a_case_shows_both_sides_of_a_contradiction(founding_patient: AppTest) -> None:
    text = words(founding_patient)

    assert "Where the source contradicts itself" in text
    assert "9 months (ixazomib/lenalidomide/dexamethasone)" in text
    assert "11 months" in text


def test_a_case_without_a_contradiction_does_not_speak_of_one() -> None:
    assert "contradicts" not in words(opened("one_case", {"case": ["chen-nd"]}))


def test_a_case_says_how_much_was_read_under_which_licence_and_that_its_link_is_not_known(
    founding_patient: AppTest,
) -> None:
    text = words(founding_patient)

    assert "link not known" in text
    assert "Read as: full text" in text
    known, asked = completeness("vivien-2022")
    assert f"{known} of {asked} facts known" in text
    assert "Licence: not reported" in text


@pytest.mark.parametrize(
    ("case_id", "offered"),
    [
        (
            "vivien-2022",
            "[search in PubMed](<https://pubmed.ncbi.nlm.nih.gov/?term=pomalidomide-induced+lung+injury+a+ca",
        ),
        (
            "geyer-2011-1",
            "[search in PubMed](<https://pubmed.ncbi.nlm.nih.gov/?term=geyer%5Bau%5D+AND+2011%5Bdp%5D+AND+po",
        ),
        ("unnamed-nd-1", "no title or author known to search PubMed for"),
    ],
)
def test_a_case_without_doi_and_pubmed_number_offers_a_search(case_id: str, offered: str) -> None:
    assert offered in words(opened("one_case", {"case": [case_id]}))


@pytest.mark.parametrize("case_id", ["kang-2010", "pmid-17494808"])
def test_a_case_with_doi_or_pubmed_number_offers_no_search(case_id: str) -> None:
    assert "PubMed" not in words(opened("one_case", {"case": [case_id]}))


def test_a_case_shows_what_is_known_and_says_how_many_facts_it_leaves_out(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    rows = ask("facts_of_case", casebook=shipped, case_id="vivien-2022")
    silent = rows.filter((pl.col("state") != "known") & (pl.col("note") == ""))
    by_state = dict(silent.group_by("state").len().rows())

    app = opened("one_case", {"case": ["vivien-2022"]})

    assert "Antifungals" not in facts_of(app)
    assert len(facts_of(app)) == rows.height - silent.height
    assert facts_of(app)["Steroid for the lung event"] == ("no", "Case presentation, para 5")
    assert (
        f"Facts that are left out: {by_state['not reported']} not reported, {by_state['not read']} not read, "
        f"{by_state['not applicable']} not applicable." in words(app)
    )


def test_a_fact_that_is_not_known_but_has_a_note_is_not_left_out() -> None:
    facts = facts_of(opened("one_case", {"case": ["archbronconeumol-nd-1"]}))

    assert facts["Prior IMiD exposure"] == ("not reported", "")
    assert "Sex" in facts
    assert "Antifungals" not in facts


def test_a_reader_steps_from_case_to_case_among_those_left() -> None:
    app = opened("one_case", {"drug": ["lenalidomide"]})
    first = app.session_state["case"]

    app.button(key="case_Next").click().run()

    assert app.session_state["case"] != first
    assert len(app.selectbox(key="case_choice_box").options) == 4
    app.button(key="case_Previous").click().run()
    assert app.session_state["case"] == first
    assert app.button(key="case_Previous").disabled


def test_a_link_to_a_case_that_the_filters_leave_out_shows_it_and_says_so() -> None:
    app = opened("one_case", {"case": ["vivien-2022"], "drug": ["thalidomide"]})

    assert not app.exception
    assert "vivien-2022 is shown although the filters leave it out." in words(app)
    assert app.session_state["case"] == "vivien-2022"


def test_a_link_to_a_case_that_there_is_not_says_so_and_shows_another() -> None:
    app = opened("one_case", {"case": ["nobody-1999"]})

    assert not app.exception
    assert "There is no case “nobody-1999” in this release." in words(app)
    assert facts_of(app)


@pytest.mark.slow
@pytest.mark.parametrize("case_id", [path.stem for path in sorted(CASES.glob("*.json"))])
def test_every_case_has_a_page(case_id: str) -> None:
    app = with_all_facts(case_id)

    assert not app.exception
    assert app.session_state["case"] == case_id
    assert len(facts_of(app)) > 60


# --- methods


def test_the_methods_page_explains_every_column_of_the_csv(shipped: duckdb.DuckDBPyConnection) -> None:
    app = opened("methods")

    explained = {name for table in tables(app) for name in table["Column in the CSV"]}

    assert explained >= set(ask("data_dictionary", casebook=shipped)["name"])
    assert set(ask("case_table", Selection(), shipped).columns) - explained == {"conflicts"}


# --- the context


def test_the_context_says_first_that_it_holds_no_case_and_is_counted_nowhere() -> None:
    (first, *_) = opened("context").main.markdown

    assert "None of what stands here is a case of this casebook" in first.value
    assert "none of it is counted on any other page" in first.value


def test_the_context_shows_each_statement_with_source_date_and_place_under_its_kind() -> None:
    app = opened("context")

    shown = {
        (row["What it says"], row["Date"])
        for table in tables(app)
        for row in table.rows(named=True)
        if row["Source"] and row["Where read"]
    }

    assert shown == {(one.says, one.published) for one in statements()}
    assert titles(app) == [heading for kind, heading in KINDS.items() if any(one.kind == kind for one in statements())]


def test_a_filter_changes_nothing_of_the_context() -> None:
    narrowed, whole = (opened("context", link) for link in ({"drug": ["lenalidomide"]}, {}))

    assert [table.rows() for table in tables(narrowed)] == [table.rows() for table in tables(whole)]


# --- releases


@pytest.fixture
def later() -> Iterator[str]:
    """Keep, beside the release in place, a later one: a case is gone, one has another age, one another note."""
    today = str(release()["release"])
    folder = CASEBOOK.parent / "releases"
    path = folder / "2999-01-01-00000000.csv"
    record = read_record(folder, today).filter(pl.col("case_id") != "tello-2013")
    told = json.loads(record.filter(pl.col("case_id") == "vivien-2022")["told"].item())
    of_vivien = pl.col("case_id") == "vivien-2022"
    record.with_columns(
        hash=pl.when(pl.col("case_id").is_in(["vivien-2022", "kang-2010"])).then(pl.lit("0" * 16)).otherwise("hash"),
        told=pl.when(of_vivien).then(pl.lit(json.dumps(told | {"age_years": "99"}))).otherwise("told"),
        cases=pl.lit(str(record.height)),
        before=pl.lit(today),
    ).write_csv(path)
    yield path.stem
    path.unlink()


def test_the_page_of_releases_says_case_by_case_what_a_release_changed(later: str) -> None:
    app = opened("releases")

    assert not app.exception
    assert f"Release {later} followed {release()['release']}: 0 new, 2 changed and 1 withdrawn cases" in words(app)
    assert "1 case changed in notes, places in the source, moments or contradictions alone: kang-2010." in words(app)
    (table,) = tables(app)
    assert table.columns == ["Case", "What changed"]
    assert table["Case"].to_list() == ["tello-2013", "vivien-2022"]
    assert table["What changed"][0] == "no longer in the casebook."
    assert re.fullmatch(r"Age \(years\) “\d+” is now “99”\.", table["What changed"][1])


def test_a_release_that_changed_no_case_says_that_the_codebook_changed() -> None:
    today = str(release()["release"])
    folder = CASEBOOK.parent / "releases"
    path = folder / "2999-01-01-00000000.csv"
    read_record(folder, today).with_columns(before=pl.lit(today)).write_csv(path)
    try:
        app = opened("releases")
    finally:
        path.unlink()

    assert f"{path.stem} followed {today}: 0 new, 0 changed and 0 withdrawn cases" in words(app)
    assert "What changed is what the codebook says of its facts: a term, a meaning, a synonym or a bound." in words(app)


def test_the_page_of_releases_names_a_damaged_record_and_goes_on(later: str) -> None:
    damaged = CASEBOOK.parent / "releases" / "2999-01-02-00000000.csv"
    damaged.write_bytes(b"case_id;hash\n")
    try:
        app = opened("releases")
    finally:
        damaged.unlink()

    assert not app.exception
    assert "releases/2999-01-02-00000000.csv holds no case" in words(app)
    assert f"Release {later} followed" in words(app)


def test_the_page_of_releases_says_so_where_there_is_nothing_to_compare_with() -> None:
    assert "No release before this one is kept here" in words(opened("releases"))


# --- the board


@pytest.mark.parametrize(
    "stated", [{}, {"p_drug": ["pomalidomide"]}, {"p_picked": ["vivien-2022"]}, {"drug": ["thalidomide"]}]
)
def test_present_opens_with_and_without_a_patient_picks_and_filters(stated: Link) -> None:
    app = opened("board", {"view": ["present"], **stated})

    assert not app.exception
    assert "could be read" in words(app)


def test_the_room_is_offered_the_cases_that_the_filters_leave_and_keeps_those_that_are_picked() -> None:
    app = opened("board", {"drug": ["lenalidomide"], "p_picked": ["vivien-2022", "nobody-1999"]})

    picker = app.multiselect(key="p_picked")

    assert set(picker.options) == {
        *ask("case_choices", Selection(drug=("lenalidomide",)), most=1000)["case_id"],
        "vivien-2022",
    }
    assert picker.value == ["vivien-2022"]
    assert "“nobody-1999” is not a case of this release, and was left out." in words(app)


def test_a_case_that_the_release_does_not_have_takes_no_place_among_those_for_the_room() -> None:
    six = [*ask("case_choices", Selection(), most=6)["case_id"]]

    app = opened("board", {"p_picked": ["nobody-1999", *six]})

    assert sorted(app.multiselect(key="p_picked").value) == sorted(six)
    assert "“nobody-1999” is not a case of this release, and was left out." in words(app)
    assert "cases can be picked" not in words(app)


# --- causality, item by item


def with_causality(page: str, link: Link) -> AppTest:
    """Open a page with its causality aid unfolded."""
    app = opened(page, link)
    app.session_state["causality_of_case"] = app.session_state["causality_of_patient"] = True
    return app.run()


def test_a_case_says_the_range_of_naranjo_and_the_who_categories_that_remain() -> None:
    app = with_causality("one_case", {"case": ["kang-2010"]})

    text = words(app)

    assert not app.exception
    assert re.search(r"Naranjo: -?\d+ to \d+ points possible; from \w+ to \w+; \d of 10 items open", text)
    assert re.search(r"WHO-UMC: (\w+, )*\w+ or [\w ]+ remain possible; \d of 5 items open", text)
    assert re.search(r"\d yes, \d no, \d of 5 items open; no category", text)


def test_an_answer_for_the_patient_that_rests_on_improvement_says_that_a_steroid_was_stated() -> None:
    app = with_causality("board", {"p_steroid": ["yes"]})
    before = words(app)

    app.segmented_control(key="judged_withdrawal").set_value("yes").run()

    assert not app.exception
    assert "-4 to 13 points possible; from doubtful to definite; 10 of 10 items open" in before
    assert "A steroid for the lung event is stated of this patient" not in before
    assert "A steroid for the lung event is stated of this patient" in words(app)


def test_an_age_in_a_band_of_an_older_link_stands_in_its_widget_as_a_number_and_that_is_said() -> None:
    app = opened("board", {"p_age": ["70-74"], "p_required": ["BAL lymphocytes"], "p_lymphocytes": ["44"]})

    assert not app.exception
    assert app.number_input(key="p_age").value == 72
    assert "“70-74” was taken as 72 years" in words(app)
    assert "“BAL lymphocytes” is part of the lavage pattern now, which was taken" in words(app)


def test_where_no_case_agrees_on_all_that_is_required_that_is_said_and_no_table_is_drawn() -> None:
    app = opened("board", {"p_lymphocytes": ["44"], "p_required": ["lavage pattern"]})

    assert not app.exception
    assert "0 agree on all that is required" in words(app)
    assert not [box for box in app.checkbox if str(box.key).startswith("pick_")]


def test_a_run_of_prepare_writes_no_box_that_stands_as_it_is_picked() -> None:
    """What a run writes takes back a click that comes before the browser has heard of it."""
    app = opened("board", {"p_drug": ["pomalidomide"], "p_picked": ["vivien-2022"]})
    boxes = [box for box in app.checkbox if str(box.key).startswith("pick_")]
    (other,) = [box for box in boxes if box.key == "pick_icard-2021"]

    app = other.check().run()

    boxes = [box for box in app.checkbox if str(box.key).startswith("pick_")]
    assert [box.key for box in boxes if box.value] == ["pick_icard-2021", "pick_vivien-2022"]
    assert not [box.key for box in boxes if box.proto.set_value]

    app = app.button(key="pick_none").click().run()

    boxes = [box for box in app.checkbox if str(box.key).startswith("pick_")]
    assert [box.key for box in boxes if box.proto.set_value] == ["pick_icard-2021", "pick_vivien-2022"]
    assert not [box.key for box in boxes if box.value]
