"""Every page of findings at few and many cases, alone and beside others; a click narrows as a widget does.

A page that is added to pages/findings/ is tested here by lying there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import polars as pl
import pytest
from pyarrow.ipc import open_stream
from streamlit.testing.v1 import AppTest

from common.paths import ROOT
from tests.browsing import settle
from tests.menu import COMPARED, FINDINGS, PAGES, WITH_FIGURES
from tests.reading import words

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Link = dict[str, list[str]]

DRAWN = [name for name in FINDINGS if name in WITH_FIGURES]
"""Pages of findings that draw charts."""

COUNTED: dict[int, Link] = {
    0: {"drug": ["lenalidomide"], "steroid": ["no"]},
    1: {"prior_imid": ["yes"]},
    4: {"drug": ["lenalidomide"]},
    5: {"prior_imid": ["not read"]},
    9: {"onset": ["abrupt", "asymptomatic", "not reported"]},
    10: {"steroid": ["yes"]},
    19: {},
}
"""Cases left, and a link that leaves so many."""

BESIDE = "drug=pomalidomide"


def opened(name: str, link: Link) -> AppTest:
    """Open a page of findings by a link."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for key, values in link.items():
        app.query_params[key] = values
    return app.switch_page(PAGES[name].script).run()


def charts(app: AppTest) -> list[tuple[str, pl.DataFrame]]:
    """Give alternative text and rows of every chart."""
    elements = [element.proto for element in app.get("vega_lite_chart")]
    streams = [chart.datasets[0].data.data if chart.datasets else chart.data.data for chart in elements]
    frames = [pl.DataFrame(open_stream(stream).read_all()) for stream in streams]
    return [(chart.alt, rows) for chart, rows in zip(elements, frames, strict=True)]


@pytest.mark.slow
@pytest.mark.parametrize("beside", [None, BESIDE], ids=["alone", "beside"])
@pytest.mark.parametrize("left", COUNTED)
@pytest.mark.parametrize("name", FINDINGS)
def test_a_page_of_findings_answers_whatever_the_filters_leave(name: str, left: int, beside: str | None) -> None:
    app = opened(name, COUNTED[left] | ({"compare": [beside]} if beside else {}))

    assert not app.exception
    assert not app.error
    assert f"**{left} of 19 cases**" in words(app)
    assert bool(charts(app)) == (name in DRAWN and left > 0)
    if name in DRAWN and left == 0:
        assert "No published case matches all of these filters." in words(app)


@pytest.mark.parametrize("left", COUNTED)
def test_the_founding_report_is_answered_claim_by_claim_whatever_the_filters_leave(left: int) -> None:
    (name,) = [name for name in FINDINGS if PAGES[name].calls("claims_table")]

    app = opened(name, COUNTED[left])

    assert app.table[0].value.shape[0] == 14


def of_filtered_cases(app: AppTest) -> str:
    """Give the answer of the filtered cases to the first claim, without the signs that keep Markdown plain."""
    return app.table[0].value["The filtered cases"][0].replace("\\", "")


def test_claims_are_held_against_the_drug_of_the_report_where_no_filter_is_set() -> None:
    app = opened("claims", {})

    assert "on pomalidomide, the report's own drug" in words(app)
    assert of_filtered_cases(app).startswith("? cannot be said: 6 to 670 days in the 7 of 8 that say")
    assert "The filters hide" not in words(app)


@pytest.mark.parametrize("link", [{}, {"against": ["every drug"]}], ids=["by a click", "by a link"])
def test_claims_are_held_against_every_drug_by_one_click_or_by_a_link(link: Link) -> None:
    app = opened("claims", link)

    if not link:
        app.segmented_control(key="against").set_value("every drug").run()

    assert "“The filtered cases” are those on every drug" in words(app)
    assert of_filtered_cases(app).startswith("? cannot be said: 6 to 670 days in the 11 of 19 that say")


def test_a_filter_takes_precedence_over_the_drug_of_the_report_and_what_it_hides_is_said() -> None:
    app = opened("claims", {"drug": ["thalidomide"], "against": ["pomalidomide"]})

    assert "The filters hide 8 of the eight; the first column counts all eight." in words(app)
    assert "the report's own drug" not in words(app)
    assert "of 7 that say" in of_filtered_cases(app)


def test_the_link_of_the_claims_names_every_drug_and_leaves_the_drug_of_the_report_unsaid() -> None:
    by_default, of_every_drug = opened("claims", {}), opened("claims", {"against": ["every drug"]})
    for app in (by_default, of_every_drug):
        app.session_state["copy_link"] = True
        app.run()

    assert "against" not in by_default.code[0].value
    assert "against=every+drug" in of_every_drug.code[0].value


def test_verdicts_are_told_apart_by_a_sign_and_not_by_colour() -> None:
    cells = opened("claims", {}).table[0].value["The eight cases of its Table 1"].to_list()

    signs = {(cell[0], cell[2:].split("\\:")[0]) for cell in cells}

    assert signs == {("✓", "agrees"), ("✗", "**differs**"), ("?", "cannot be said")}


def test_tables_too_are_shown_of_both_selections() -> None:
    app = opened("timing", {"drug": ["pomalidomide"], "compare": ["drug=thalidomide"]})

    bodies = [element.proto.body for element in app.get("html") if "<table" in element.proto.body]
    tables = [re.sub("<td[^>]*>", "<td>", body) for body in bodies]

    assert ["suspect drug</td><td>pomalidomide" in table for table in tables] == [False, True, False]
    assert ["suspect drug</td><td>thalidomide" in table for table in tables] == [False, False, True]
    assert ["<strong>A</strong>" in table for table in tables] == [True, True, False]
    assert ["<strong>B</strong>" in table for table in tables] == [False, False, True]


@pytest.mark.slow
@pytest.mark.parametrize("left", [1, 4, 5, 9])
@pytest.mark.parametrize("name", DRAWN)
def test_below_ten_cases_no_sentence_says_a_percentage(name: str, left: int) -> None:
    sentences = [rows["sentence"].drop_nulls()[0] for _, rows in charts(opened(name, COUNTED[left]))]

    assert sentences
    assert [sentence for sentence in sentences if re.search(r"= \d+ %", sentence)] == []


@pytest.mark.parametrize("name", DRAWN)
def test_the_sentence_above_a_chart_is_the_one_that_goes_with_its_rows(name: str) -> None:
    app = opened(name, {})

    for alternative, rows in charts(app):
        (sentence,) = rows["sentence"].drop_nulls().to_list()
        assert sentence in words(app)
        assert re.search(r"\d", sentence)
        assert alternative.endswith(".")


@pytest.mark.parametrize("name", [name for name in FINDINGS if name in COMPARED])
def test_two_selections_share_each_chart_and_its_axis(name: str) -> None:
    alone, both = charts(opened(name, COUNTED[4])), charts(opened(name, COUNTED[4] | {"compare": [BESIDE]}))

    assert [alt for alt, _ in both] == [alt for alt, _ in alone]
    for _, rows in both:
        assert {*rows["side"].drop_nulls()} == {"A", "B"}
        (sentence,) = rows["sentence"].drop_nulls().to_list()
        assert re.match(r"A: .+ B: .+", sentence)
    counted = [rows for _, rows in both if "axis_end" in rows.columns and "of_term" in rows.columns]
    for rows in counted:
        term = rows.columns[rows.columns.index("cases") - 2] if "kind" not in rows.columns else "finding"
        first, second = (rows.filter(side=side)[term].unique(maintain_order=True).to_list() for side in ("A", "B"))
        assert first == second
        assert rows["axis_end"].n_unique() == 1


def test_counts_that_rest_on_a_contradicted_fact_have_a_mark_and_name_the_cases() -> None:
    app = opened("treatment", {"drug": ["pomalidomide"]})

    pace = next(element.proto.body for element in app.get("html") if "Pace of recovery</h3>" in element.proto.body)
    steroid = next(element.proto.body for element in app.get("html") if "Steroid for the lung" in element.proto.body)
    assert "progressive 2.\u00a0≠</p>" in pace
    assert "≠ 3 of these cases contradict themselves here: " in pace
    assert pace.count('href="one_case?') >= 3
    assert "≠" not in steroid


def test_cells_that_a_source_contradicts_have_a_mark_and_a_legend() -> None:
    bodies = [element.proto.body for element in opened("treatment", {"q": ["gajic-2018"]}).get("html")]

    (table,) = [body for body in bodies if "<tbody>" in body and "Antifungals" in body]

    assert ">progressive ≠</td>" in table
    assert "≠ the source contradicts itself there." in table


def test_two_selections_are_said_above_with_their_counts() -> None:
    app = opened("timing", COUNTED[4] | {"compare": ["http://host/timing?drug=thalidomide&steroid=yes"]})

    assert [note.value.replace("\\", "") for note in app.info] == [
        "**A** · 4 cases: suspect drug: lenalidomide",
        "**B** · 2 cases: suspect drug: thalidomide; steroid for the lung event: yes",
    ]


def test_a_faulty_comparison_is_said_and_what_is_sound_of_it_holds() -> None:
    app = opened("timing", {"compare": ["drug=thalidomid&steroid=yes"]})

    (fault,) = [str(warning.value).replace("\\", "") for warning in app.warning]
    assert "Left out of the comparison" in fault
    assert "did you mean “thalidomide”?" in fault
    assert [note.value.replace("\\", "") for note in app.info][1] == "**B** · 10 cases: steroid for the lung event: yes"


def test_a_comparison_without_any_filter_that_holds_is_none() -> None:
    app = opened("timing", {"compare": ["nothing of the kind"]})

    assert len(app.warning) == 1
    assert list(app.info) == []


def test_a_selection_beside_that_leaves_no_case_is_no_error() -> None:
    app = opened("treatment", {"compare": ["drug=lenalidomide&steroid=no"]})

    assert not app.exception
    assert app.info[1].value.startswith("**B** · 0 cases")
    assert "B No case matches." in words(app)
    assert "None of these cases tells the time to improvement." in words(app)


def test_an_offered_comparison_keeps_the_filters_but_for_one() -> None:
    app = opened("treatment", {"drug": ["pomalidomide"], "steroid": ["yes"]})

    app.session_state["comparison"] = True  # as a click on it does
    app.run()
    app.selectbox(key="compare_offer").select("no steroid for the lung event").run()

    assert app.text_input(key="compare").value == "drug=pomalidomide&steroid=no"
    assert [note.value.replace("\\", "") for note in app.info] == [
        "**A** · 5 cases: suspect drug: pomalidomide; steroid for the lung event: yes",
        "**B** · 1 case: suspect drug: pomalidomide; steroid for the lung event: no",
    ]


# --- in a browser: a click on a mark


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("place", "mark", "filters"),
    [
        ("presentation/finding_pairs", "; finding: hypoxemia;", {"finding": ["hypoxemia"]}),
        ("rechallenge/re_exposure", "suspect drug: lenalidomide", {"drug": ["lenalidomide"]}),
    ],
)
def test_a_click_on_a_mark_sets_the_filters_that_widgets_set(
    dashboard: str, page: Page, place: str, mark: str, filters: Link
) -> None:
    name, chart = place.split("/")
    page.goto(f"{dashboard}/{name}")
    settle(page)
    narrowed = page.locator(f'.st-key-chart_{chart} svg [role="graphics-symbol"][aria-label*="{mark}"]').first

    narrowed.click(force=True)

    page.locator(".st-key-filter_line", has_text="Clear filters").wait_for()
    link = parse_qs(urlsplit(page.url).query)
    assert {key: link.get(key) for key in filters} == filters
    assert set(link) <= {*filters, "drug"}
    left, _, _ = page.locator(".st-key-filter_line").inner_text().partition("Clear filters")
    page.goto(f"{dashboard}/{name}?{urlencode(link, doseq=True)}")
    page.locator(".st-key-filter_line", has_text="Clear filters").wait_for()
    assert page.locator(".st-key-filter_line").inner_text().startswith(left)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    ("place", "mark", "case"),
    [
        ("treatment/outcome_by_drug", "outcome: stable", "lee-2010"),
        ("rechallenge/rechallenge_by_drug", "rechallenge outcome: did not recur", "geyer-2011-2"),
        ("presentation/finding_counts", "finding: lethargy", "icard-2021"),
        ("presentation/finding_matrix", "case: gajic-2018", "gajic-2018"),
        ("timing/latency", "case: gajic-2018", "gajic-2018"),
        ("lavage/lavage", "case: tello-2013", "tello-2013"),
    ],
)
def test_a_click_on_the_mark_of_a_case_opens_it_and_keeps_the_filters(
    dashboard: str, page: Page, place: str, mark: str, case: str
) -> None:
    name, chart = place.split("/")
    page.goto(f"{dashboard}/{name}?latency=0&latency=1000")
    settle(page)

    page.locator(f'.st-key-chart_{chart} svg [role="graphics-symbol"][aria-label*="{mark}"]').first.click(force=True)

    page.wait_for_url("**/one_case?*")
    settle(page)
    link = parse_qs(urlsplit(page.url).query)
    assert link["case"] == [case]
    assert link["latency"] == ["0", "1000"]


@pytest.mark.slow
@pytest.mark.browser
def test_a_click_on_the_reference_of_a_lavage_filters_nothing(dashboard: str, page: Page) -> None:
    page.goto(f"{dashboard}/lavage")
    settle(page)
    reference = page.locator('.st-key-chart_lavage svg [role="graphics-symbol"][aria-label*="case: reference"]').first

    reference.click(force=True)

    page.wait_for_timeout(1000)
    assert urlsplit(page.url).query == ""
    assert "no filter" in page.locator(".st-key-filter_line").inner_text()


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("jjsre-nd-1", "No symptom: 1 of 1 says that there was none."),
        ("kang-2010", "None come together: no case names two findings."),
    ],
)
def test_a_known_none_is_told_on_the_page_and_no_empty_chart_is_drawn(case: str, said: str) -> None:
    app = opened("presentation", {"q": [case]})

    assert not app.exception
    assert said in words(app)
    assert not [alt for alt, _ in charts(app) if alt.startswith("What comes together?")]
