"""Each page about cases: opens, narrows by link and by widget, says so when nothing matches.

A page that is added to pages/ is tested here by lying there. Pages about reports, which show no case, have tests of
their own.
"""

from __future__ import annotations

import random
import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from pyarrow.ipc import open_stream
from streamlit.testing.v1 import AppTest

from casebook import export
from casebook.selection import Selection
from casebook.store import ask
from common.paths import ROOT
from tests.frozen import CASES
from tests.menu import ABOUT_CASES, FILTERED, PAGES
from tests.reading import counts, titles, words
from tests.terms import TERMS

if TYPE_CHECKING:
    import duckdb

    Link = dict[str, list[str]]

APP = ROOT / "app.py"


def opened(page: str, link: Link | None = None) -> AppTest:
    """Open a page by a link."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for key, values in (link or {}).items():
        app.query_params[key] = values
    return app.switch_page(PAGES[page].script).run()


def remaining(app: AppTest) -> int:
    """Read from the line above a page how many cases are left."""
    counted = re.search(r"\*\*([\d,]+) of [\d,]+ cases\*\*", words(app))
    assert counted is not None
    return int(counted.group(1).replace(",", ""))


# --- every page


@pytest.mark.parametrize("name", ABOUT_CASES)
def test_a_page_opens_without_an_exception_and_says_what_cases_cannot(name: str) -> None:
    app = opened(name)

    assert not app.exception
    assert len(app.title) == 1
    assert export.STANDING_SENTENCE in words(app)
    assert re.search(r"Release \d{4}-\d\d-\d\d-[0-9a-f]{8}, newest case change \d{4}-\d\d-\d\d", words(app))


@pytest.mark.parametrize("name", ABOUT_CASES)
def test_a_page_uses_no_word_that_says_more_than_cases_can(name: str) -> None:
    text = words(opened(name)).replace(export.STANDING_SENTENCE, "")
    text = re.sub(r"cannot give frequency, risk or proof\s+of\s+cause", "", text)

    assert re.findall(r"\b(incidence|cohort|significant|p-value|safe|proven)\b", text) == []


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_narrows_by_its_link(name: str) -> None:
    app = opened(name, {"drug": ["pomalidomide"], "rechallenge": ["recurred", "did not recur"]})

    assert not app.exception
    assert remaining(app) == 4
    assert {button.key for button in app.button} >= {"off_drug", "off_rechallenge", "new_patient"}


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_narrows_by_a_widget_and_widens_by_taking_it_off(name: str) -> None:
    app = opened(name)

    app.pills(key="steroid").set_value(["no"]).run()

    assert not app.exception
    assert remaining(app) == 1
    app.button(key="off_steroid").click().run()
    assert remaining(app) == 19


def test_the_overview_counts_a_drug_without_a_case_as_none() -> None:
    app = opened("overview", {"drug": ["lenalidomide"]})

    assert counts(app) == {"Cases": 4, "thalidomide": 0, "lenalidomide": 4, "pomalidomide": 0}


@pytest.mark.parametrize("name", FILTERED)
def test_a_page_says_so_when_nothing_matches(name: str) -> None:
    app = opened(name, {"drug": ["lenalidomide"], "steroid": ["no"]})

    assert not app.exception
    assert remaining(app) == 0
    if PAGES[name].calls("claims_table"):  # it goes on answering for the eight cases of the founding report
        assert set(app.table[0].value["The filtered cases"][:6]) == {"? cannot be said\\: no case"}
    else:
        assert "No published case matches all of these filters." in words(app)
    assert {button.key for button in app.button} >= {"off_drug", "off_steroid", "new_patient"}


@pytest.mark.parametrize("name", FILTERED)
def test_one_case_left_is_a_page_like_any_other(name: str) -> None:
    app = opened(name, {"q": ["vivien-2022"]})

    assert not app.exception
    assert remaining(app) == 1


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


# --- the same cases everywhere


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
        listed = app.dataframe[0].value["case_id"].to_list() if app.dataframe else []
        assert sorted(listed) == exported, combination


# --- the founding report's figures, read off the screen


def test_the_overview_shows_the_figures_of_the_founding_report() -> None:
    app = opened("overview", {"drug": ["pomalidomide"]})
    text = words(app)

    assert counts(app)["pomalidomide"] == 8
    assert "Latency: 7 of 8 reported, 1 not known. From 6 days to 22 months" in text
    assert "Same drug given again: 4 of 5 reported, 3 not known." in text
    assert "recurred in 3 of 4 reported (exact 95 % interval 19 to 99 %)" in text
    assert "Steroid for the lung event: 5 of 6 reported" in text
    assert "2 not known (of all 8: 5 to 7)" in text


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
    """Open the page of the founding report's patient."""
    return opened("one_case", {"case": ["vivien-2022"]})


def facts_of(app: AppTest) -> dict[str, tuple[str, str]]:
    """Read the table of all facts: for each fact, its value and where it was read."""
    rows: dict[str, tuple[str, str]] = {}
    for table in app.table:
        for row in table.value.to_dict("records"):
            if "Fact" in row:
                plain = {name: re.sub(r"\\(.)", r"\1", str(cell)) for name, cell in row.items()}
                rows[plain["Fact"]] = (plain["Value"], plain["Where read"])
    return rows


def test_a_case_shows_a_value_with_its_locator_and_each_state_apart(founding_patient: AppTest) -> None:
    facts = facts_of(founding_patient)

    assert facts["BAL lymphocytes (%)"] == ("44", "Case presentation, para 4; Table 1 last row")
    assert facts["Steroid for the lung event"] == ("no", "Case presentation, para 5")
    assert facts["Background steroid"][0] == "yes"
    assert facts["Antifungals"] == (":gray[*not reported*]", "")
    assert facts["Result of rechallenge"] == (":gray[*not applicable*]", "")
    assert facts_of(opened("one_case", {"case": ["lee-2010"]}))["Latency (days)"] == (":gray[*not read*]", "")


def test_a_case_shows_every_fact_of_the_vocabulary(
    founding_patient: AppTest, shipped: duckdb.DuckDBPyConnection
) -> None:
    labels = ask("facts_of_case", casebook=shipped, case_id="vivien-2022")["label"]

    assert list(facts_of(founding_patient)) == labels.to_list()


def test_a_case_shows_both_sides_of_a_contradiction(founding_patient: AppTest) -> None:
    text = words(founding_patient)

    assert "Where the source contradicts itself" in text
    assert "“9 months (ixazomib/lenalidomide/dexamethasone)”" in text
    assert "“11 months”" in text


def test_a_case_without_a_contradiction_does_not_speak_of_one() -> None:
    assert "contradicts" not in words(opened("one_case", {"case": ["chen-nd"]}))


def test_a_case_says_how_much_was_read_under_which_licence_and_that_its_link_is_not_known(
    founding_patient: AppTest,
) -> None:
    text = words(founding_patient)

    assert "link not known" in text
    assert "Read as: full text" in text
    assert "Licence: not reported" in text


def test_only_what_is_known_leaves_the_states_out() -> None:
    app = opened("one_case", {"case": ["vivien-2022"]})

    app.toggle(key="known_only").set_value(True).run()

    assert "Antifungals" not in facts_of(app)
    assert "Steroid for the lung event" in facts_of(app)


def test_a_reader_steps_from_case_to_case_among_those_left() -> None:
    app = opened("one_case", {"drug": ["lenalidomide"]})
    first = app.selectbox(key="case").value

    app.button(key="case_Next →").click().run()

    assert app.selectbox(key="case").value != first
    assert len(app.selectbox(key="case").options) == 4
    app.button(key="case_← Previous").click().run()
    assert app.selectbox(key="case").value == first
    assert app.button(key="case_← Previous").disabled


def test_a_link_to_a_case_that_the_filters_leave_out_shows_it_and_says_so() -> None:
    app = opened("one_case", {"case": ["vivien-2022"], "drug": ["thalidomide"]})

    assert not app.exception
    assert "vivien-2022 is shown although the filters leave it out." in words(app)
    assert app.selectbox(key="case").value == "vivien-2022"


def test_a_link_to_a_case_that_there_is_not_says_so_and_shows_another() -> None:
    app = opened("one_case", {"case": ["nobody-1999"]})

    assert not app.exception
    assert "There is no case “nobody-1999” in this release." in words(app)
    assert facts_of(app)


@pytest.mark.parametrize("case_id", [path.stem for path in sorted(CASES.glob("*.json"))])
def test_every_case_has_a_page(case_id: str) -> None:
    app = opened("one_case", {"case": [case_id]})

    assert not app.exception
    assert app.selectbox(key="case").value == case_id
    assert len(facts_of(app)) > 60


# --- methods


def test_the_methods_page_explains_every_column_of_the_csv(shipped: duckdb.DuckDBPyConnection) -> None:
    app = opened("methods")

    explained = {
        re.sub(r"\\(.)", r"\1", row["Column in the CSV"])
        for table in app.table
        for row in table.value.to_dict("records")
        if "Column in the CSV" in row
    }

    assert explained >= set(ask("data_dictionary", casebook=shipped)["name"])
    assert set(ask("case_table", Selection(), shipped).columns) - explained == {"conflicts"}


# --- the board


def test_the_room_is_offered_the_cases_that_the_filters_leave_and_keeps_those_that_are_picked() -> None:
    app = opened("board", {"drug": ["lenalidomide"], "p_picked": ["vivien-2022", "nobody-1999"]})

    picker = app.multiselect(key="p_picked")

    assert set(picker.options) == {
        *ask("case_choices", Selection(drug=("lenalidomide",)), most=1000)["case_id"],
        "vivien-2022",
    }
    assert picker.value == ["vivien-2022"]
    assert "“nobody-1999” is not a case of this release, and was left out." in words(app)
