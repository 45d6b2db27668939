"""The tree holds what no library checks: SQL in one place, short pages, questions in order.

What may import what stands in pyproject.toml, as contracts of import-linter; how SQL is written, in test_sql.py.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from casebook.board.patient import blank_widgets
from casebook.link_keys import PAGE_KEYS
from casebook.selection import Selection
from common.paths import QUERIES, ROOT
from common.ui.menu import entries
from tests.copies import packages

if TYPE_CHECKING:
    from pathlib import Path

MODULES = sorted(path for package in packages() for path in (ROOT / package).glob("**/*.py"))
PAGES = sorted((ROOT / "pages").glob("*/*.py"))
FRAME = ROOT / "pages" / "frame.py"
PRODUCT = [*MODULES, *PAGES, FRAME, ROOT / "app.py"]
SCRIPTS = {
    path for path in QUERIES.glob("**/*.sql") if {"schema", "scripts"} & set(path.parts) or path.stem == "schema"
}
QUESTIONS = sorted({*QUERIES.glob("**/*.sql")} - SCRIPTS)


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def test_sql_stands_in_queries_only() -> None:
    sql = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|CREATE (TABLE|VIEW|MACRO)|GROUP BY|ORDER BY)\b")

    elsewhere = [
        (str(path), node.value)
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and sql.search(node.value)
    ]

    assert elsewhere == []


# --- pages


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_short_defines_nothing_and_asks_its_question_first(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)

    assert len(text.splitlines()) <= 40
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))]
    assert (ast.get_docstring(tree) or "").endswith("?")


def test_a_module_has_at_most_300_lines() -> None:
    lines = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PRODUCT}

    assert {path: number for path, number in lines.items() if number > 300} == {}


def test_every_page_stands_in_the_menu() -> None:
    in_the_menu = {path for section in frame_constant("SECTIONS") for _, path, _ in entries(section)}

    assert in_the_menu == set(PAGES)


def test_an_address_of_before_leads_to_a_page_and_is_no_address_of_today() -> None:
    moved = frame_constant("MOVED")

    assert {ROOT / "pages" / path for path in moved.values()} <= set(PAGES)
    assert moved.keys() & {path.stem for path in PAGES} == set()


def frame_constant(name: str) -> Any:  # noqa: ANN401  what pages/frame.py assigns
    """Read a constant of pages/frame.py, which cannot be imported without drawing a page."""
    nodes = ast.walk(ast.parse(FRAME.read_text(encoding="utf-8")))
    assigned = [node.value for node in nodes if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name]
    return ast.literal_eval(assigned[0])


def test_every_widget_bound_to_the_link_is_a_filter_or_a_key_of_a_page() -> None:
    bound = set()
    for path in (path for path in PRODUCT if "signals" not in path.relative_to(ROOT).parts):
        for call in ast.walk(tree_of(path)):
            if isinstance(call, ast.Call):
                arguments = {keyword.arg: keyword.value for keyword in call.keywords}
                key = arguments.get("key")
                if "bind" in arguments and isinstance(key, ast.Constant):
                    bound.add(key.value)

    assert {"compare", "p_picked"} <= bound
    assert bound <= {*Selection.defaults(), *PAGE_KEYS, *blank_widgets()}


def test_no_name_of_ours_is_one_of_the_toolkit() -> None:
    toolkit = {"df", "data", "utils", "helpers", "manager"}

    of_the_toolkit = {
        (path.name, name)
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        for name in [getattr(node, "id", None) or getattr(node, "arg", None) or getattr(node, "name", None)]
        if isinstance(name, str) and (name in toolkit or name.startswith("process_"))
        if not isinstance(node, ast.keyword)
    }

    assert of_the_toolkit == set()


# --- questions


def statement(path: Path) -> str:
    """Give the SQL of a question without its comments and quoted texts."""
    lines = [line.split("--")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    return re.sub(r"'(?:[^']|'')*'", "''", "\n".join(lines))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: str(path.relative_to(QUERIES).with_suffix("")))
def test_a_question_says_what_it_asks_and_what_a_row_is_in_one_statement_that_binds_its_values(path: Path) -> None:
    first, second, *_ = path.read_text(encoding="utf-8").splitlines()
    sql = statement(path)

    makes_rows = not path.name.startswith("add_")
    assert first.startswith("-- ")
    assert first.endswith("?" if makes_rows else ".")
    assert second.startswith("-- One row")
    assert re.findall(r"\{[a-z_]*\}|%s|%\(", sql) == []
    assert ";" not in sql


def test_a_question_is_asked_by_its_name() -> None:
    texts = "\n".join(module.read_text(encoding="utf-8") for module in PRODUCT)
    by_folder = {
        path
        for path in QUESTIONS
        if (path.parent.name == "curation" and path.stem.startswith("add_"))
        or "reports" in path.relative_to(QUERIES).parts
    }

    assert [path for path in QUESTIONS if path not in by_folder and f'"{path.stem}"' not in texts] == []


OVER_CASES = [path for path in QUESTIONS if path.parent.name in {"findings", "cases"}]


@pytest.mark.parametrize("path", OVER_CASES, ids=lambda path: path.stem)
def test_a_question_over_cases_chooses_them_by_the_one_predicate(path: Path) -> None:
    sql = statement(path)

    chosen = re.findall(r"selected_cases\(\$selection\)", sql)
    whole_table = re.findall(r"(?:FROM|JOIN) cases\b", sql)
    narrowed = "case_id = $case_id" in sql or "in_founding_table" in sql

    assert chosen or not whole_table or narrowed
    assert sql.count("selected_cases(") == len(chosen)
