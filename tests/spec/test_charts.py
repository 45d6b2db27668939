"""Each chart: a specification without data that draws real rows, without a network."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

import pytest
import vl_convert

from casebook.case_names import for_charts
from casebook.filters import filter_of_column
from casebook.palette import DRUG_COLOURS, DRUG_SHAPES, IMIDS, with_drugs
from casebook.questions.dots import without_bars
from casebook.questions.rows import of_both
from casebook.selection import Selection
from casebook.store import ask
from common.charts import specification
from common.paths import ROOT
from tests.listing import FIGURES, answer, bound_by
from tests.spec.test_filters import DRAWN
from tests.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb
    import polars as pl

    Draw = Callable[[str], duckdb.DuckDBPyConnection]


def drawn(question: str, rows: pl.DataFrame, **size: int) -> str:
    """Draw a chart as SVG, of its `width` if one is given, with its rows beside it as the page sends them."""
    specified = json.loads(json.dumps(specification(FIGURES[question].chart)))
    specified |= {"data": {"values": json.loads(rows.write_json())}, **size}
    return vl_convert.vegalite_to_svg(specified, vl_version="6.4", allowed_base_urls=[])


def rows_of_chart(question: str, cases: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Give the rows of every case that a chart draws, with the names of cases, as the page sends them."""
    return for_charts(of_both(FIGURES[question].same_axes([answer(question, cases)])), cases)


def walk(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  a specification is JSON
    """Walk through every object of a specification."""
    if isinstance(part, dict):
        yield part
        for member in part.values():
            yield from walk(member)
    elif isinstance(part, list):
        for member in part:
            yield from walk(member)


@pytest.mark.parametrize("question", FIGURES)
def test_a_mark_that_can_be_clicked_stands_for_a_filter(question: str) -> None:
    picked = [part["select"]["fields"] for part in walk(specification(FIGURES[question].chart)) if "select" in part]

    assert all(any(filter_of_column(field) for field in fields) for fields in picked)


@pytest.mark.parametrize("question", FIGURES)
def test_a_chart_draws_the_shipped_cases(shipped: duckdb.DuckDBPyConnection, question: str) -> None:
    svg = drawn(question, rows_of_chart(question, shipped))

    assert svg.count("<path") + svg.count("<text") > 10
    assert "NaN" not in svg
    assert "undefined" not in svg


@pytest.mark.parametrize("question", [name for name in FIGURES if "selection" in bound_by(name)])
def test_a_chart_draws_no_case_without_an_error(shipped: duckdb.DuckDBPyConnection, question: str) -> None:
    none = ask(question, Selection(q="a word that no case has"), shipped)

    assert drawn(question, none).startswith("<svg")


@pytest.mark.parametrize("question", FIGURES)
def test_a_specification_holds_no_data_and_no_address(question: str) -> None:
    parts = list(walk(specification(FIGURES[question].chart)))

    assert [part for part in parts if "datasets" in part or "data" in part or "url" in part] == []
    assert "http" not in json.dumps(parts[0])


@pytest.mark.parametrize("question", FIGURES)
def test_every_field_of_a_specification_is_a_column_or_calculated(
    shipped: duckdb.DuckDBPyConnection, question: str
) -> None:
    parts = list(walk(specification(FIGURES[question].chart)))

    fields = {part["field"] for part in parts if isinstance(part.get("field"), str)}
    calculated = {part["as"] for part in parts if isinstance(part.get("as"), str)}
    flattened = {name for part in parts if "flatten" in part for name in part.get("as", part["flatten"])}

    assert fields
    of_comparison = {"axis_end", "side", "sentence"}
    assert fields <= {*rows_of_chart(question, shipped).columns, *calculated, *flattened, *of_comparison}


def test_no_channel_of_a_chart_is_written_in_string_shorthand() -> None:
    shorthand = []
    for path in (ROOT / "casebook" / "questions").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "encode":
                arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
                shorthand += [
                    (path.name, call.lineno) for one in arguments if isinstance(one, (ast.Constant, ast.JoinedStr))
                ]
                lists = [one for one in arguments if isinstance(one, (ast.List, ast.Tuple))]
                shorthand += [
                    (path.name, call.lineno) for one in lists if any(isinstance(e, ast.Constant) for e in one.elts)
                ]

    assert shorthand == []


def test_colour_never_stands_alone_each_drug_has_a_shape_too() -> None:
    assert len(DRUG_COLOURS) == len(set(DRUG_SHAPES)) == len(TERMS["drug"])
    assert len(set(DRUG_COLOURS)) > len(IMIDS)


@pytest.mark.parametrize(
    "question", ["outcome_by_drug", "steroid_by_drug", "rechallenge_by_drug", "onset_by_drug", "lavage_by_drug"]
)
def test_rows_of_terms_stand_in_the_order_of_the_vocabulary(question: str) -> None:
    columns = {"outcome_by_drug": "outcome", "onset_by_drug": "onset", "rechallenge_by_drug": "rechallenge"}
    terms = [f"{term}{side}" for term in TERMS[columns.get(question, "steroid")] for side in ("", "\tA", "\tB")]

    orders = [
        part["sort"]
        for part in walk(specification(FIGURES[question].chart))
        if isinstance(part.get("sort"), list) and part["sort"] != list(TERMS["drug"])
    ]

    assert orders
    assert all(order == terms for order in orders)


def test_a_case_of_unknown_latency_is_written_beside_the_dots(casebook: Draw) -> None:
    svg = drawn("latency", rows_of_chart("latency", casebook(DRAWN)))

    assert (svg.count(">1 of 3 not known<"), svg.count(">1 of 1 not known<")) == (1, 1)


@pytest.mark.parametrize(
    ("question", "columns", "domain"),
    [
        *((f"latency{by}", ("low", "at"), [1, 12000]) for by in ("", "_by_onset", "_by_prior_imid")),
        ("lavage", ("from_pct",), [0, 128]),
    ],
)
def test_an_axis_of_days_or_shares_is_the_same_for_any_cases(
    question: str, columns: tuple[str, ...], domain: list[int]
) -> None:
    axes = [part["x"] for part in walk(specification(FIGURES[question].chart)) if "x" in part]

    assert {axis["field"] for axis in axes if "scale" in axis} == set(columns)
    assert [axis["scale"]["domain"] for axis in axes if "scale" in axis and axis["scale"]["domain"] != domain] == []


def by_steroid(cases: int, casebook: Draw) -> pl.DataFrame:
    """Count as many cases by steroid, all of which had one."""
    rows = "\n".join(f"case{number} | yes" for number in range(cases))
    return answer("steroid_by_drug", casebook(f"case_id | steroid_for_event\n{rows}"))


def test_more_than_sixty_cases_are_drawn_as_bars(casebook: Draw) -> None:
    svg = drawn("steroid_by_drug", by_steroid(61, casebook))

    assert "bar" in svg
    assert ">61<" in svg


@pytest.mark.parametrize(("cases", "words"), [(3, "injury 3: a, b, c"), (4, "injury 4")])
def test_a_cell_of_re_exposure_names_up_to_three_cases(casebook: Draw, cases: int, words: str) -> None:
    rows = "\n".join(f"{case} | yes | recurred" for case in "abcd"[:cases])
    drawn_cases = casebook(f"case_id | rechallenge | rechallenge_result\n{rows}")

    svg = drawn("re_exposure", rows_of_chart("re_exposure", drawn_cases), width=800)

    assert f">{words}<" in svg


def marks_and_picks(specified: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Give the kinds of marks that have the colour of a drug, and the names of what a click picks."""
    with_a_colour = {layer["mark"]["type"] for layer in specified["layer"] if "color" in layer["encoding"]}
    return with_a_colour, {param["name"] for param in specified["params"]}


def test_a_release_of_few_cases_has_no_bars_to_keep_up_and_a_larger_one_has_both() -> None:
    specified = specification(FIGURES["steroid_by_drug"].chart)

    assert marks_and_picks(specified) == ({"bar", "point"}, {"pick", "narrow"})
    assert marks_and_picks(without_bars(specified)) == ({"point"}, {"pick"})


def test_a_chart_names_the_imids_and_of_the_drugs_after_them_those_of_the_release() -> None:
    specified = with_drugs(specification(FIGURES["steroid_by_drug"].chart), frozenset({"lenalidomide", "mezigdomide"}))

    scales = [part for part in walk(specified) if "thalidomide" in part.get("domain", ())]

    assert {tuple(scale["domain"]) for scale in scales} == {(*IMIDS, "mezigdomide")}
    assert {len(scale["range"]) for scale in scales} == {4}


@pytest.mark.parametrize("question", ["finding_matrix", "lavage"])
def test_a_long_name_of_a_case_stands_whole_beside_its_row(casebook: Draw, question: str) -> None:
    name = "blood-110-abstract-4846-year-not-read-a"
    cases = casebook(f"case_id | symptoms | bal_performed | bal_lymphocytes_pct\n{name} | cough | yes | 44")

    svg = drawn(question, rows_of_chart(question, cases))

    assert f">{name}<" in svg


def test_what_is_of_which_selection_stands_below_the_field_of_pairs_and_on_no_count() -> None:
    specified = specification(FIGURES["finding_pairs"].chart)

    named = [part for part in specified["layer"] if "diagonal" in str(part["mark"].get("text"))]

    assert [part["encoding"]["y"] for part in named] == [{"value": "height"}] * 2
    assert {part["mark"]["baseline"] for part in named} == {"top"}
