"""The tree holds what it promises: who may import what, SQL in one place, short pages, questions in order."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from casebook.board.patient import blank_widgets
from casebook.selection import PAGE_KEYS, Selection
from common.paths import QUERIES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = ("common", "casebook", "signals")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).glob("**/*.py"))
PAGES = sorted((ROOT / "pages").glob("**/*.py"))
PRODUCT = [*MODULES, *PAGES, ROOT / "app.py"]
SCRIPTS = {
    path for path in QUERIES.glob("**/*.sql") if path.parent.name in {"schema", "scripts"} or path.stem == "schema"
}
QUESTIONS = sorted({*QUERIES.glob("**/*.sql")} - SCRIPTS)

MAY_IMPORT = {
    "casebook.keyed": set(),
    "casebook.filters": {"codebook", "keyed"},
    "casebook.selection": {"filters", "keyed"},
    "casebook.links": {"board", "filters", "selection"},
    "casebook.estimates": set(),
    "casebook.palette": {"codebook"},
    "casebook.store": {"selection"},
    "casebook.curation": {"codebook", "curation", "releases", "store"},
    "casebook.build": {"curation"},
    "casebook.new": {"curation"},
    "casebook.codebook": {"codebook", "curation"},
    "casebook.releases": {"codebook", "curation", "filters", "selection", "store"},
    "casebook.charts": {"charts", "filters", "palette"},
    "casebook.sentences": {"estimates", "filters"},
    "casebook.tables": {"estimates", "sentences", "selection"},
    "casebook.export": {"releases", "selection", "store"},
    "casebook.causality": set(),
    "casebook.board": {
        *("board", "charts", "codebook", "estimates", "export", "filters", "keyed", "palette", "selection"),
        *("sentences", "store"),
    },
    "casebook.ui": {
        *("ui", "charts", "sentences", "tables", "export", "estimates", "store", "selection"),
        *("board", "causality", "releases", "palette", "codebook", "filters", "keyed"),
    },
}
"""Module or sub-package, and what it may import of ours. Imports point down only; a module that is new needs a line."""

KNOWS = {
    "streamlit": {"casebook.ui", "pages", "app"},
    "duckdb": {
        *("casebook.releases", "casebook.store", "casebook.curation", "casebook.export"),
        *("casebook.board", "casebook.ui", "common.database"),
    },
    "altair": {"casebook.charts", "casebook.board", "casebook.palette", "common.charts", "common.theme"},
    "typst": {"casebook.board"},
    "vl_convert": {"casebook.board"},
    "scipy": {"casebook.estimates"},
}
"""Package, and the only ones that may import it."""


def name_of(path: Path) -> str:
    """Name a module by its place: sub-packages of casebook as one."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0] if parts[0] in {"pages", "app"} else ".".join(parts[:2])


def imports_of(path: Path, *, typing_too: bool = True) -> Iterator[str]:
    """Give what a file imports, as full names of modules."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types and not typing_too:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", [path for path in MODULES if "casebook" in path.parts], ids=lambda path: path.stem)
def test_imports_point_down_only(path: Path) -> None:
    if path.name == "__init__.py" and path.parent.name == "casebook":
        return
    module = name_of(path)
    allowed = MAY_IMPORT.get(module)

    ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("casebook.")}

    assert allowed is not None, f"{module} has no line in MAY_IMPORT"
    assert ours <= allowed


@pytest.mark.parametrize("package", KNOWS)
def test_a_package_is_known_only_where_it_may_be(package: str) -> None:
    knowing = {
        name_of(path)
        for path in PRODUCT
        if "signals" not in path.relative_to(ROOT).parts
        for name in imports_of(path, typing_too=package != "duckdb")
        if name.split(".")[0] == package
    }

    assert knowing <= KNOWS[package]


def test_nothing_imports_a_page() -> None:
    assert [
        (path, name) for path in PRODUCT for name in imports_of(path) if name.split(".")[0] in {"pages", "app"}
    ] == []


def test_pandas_is_nowhere_in_our_code() -> None:
    scripts = [*PRODUCT, *(ROOT / "tests").glob("*.py"), *(ROOT / "bench").glob("*.py"), ROOT / "run.py"]

    ours = [path for path in scripts if path.name != "signals_vigipy.py"]  # vigipy takes pandas frames and nothing else
    assert [(path.name, name) for path in ours for name in imports_of(path) if name.split(".")[0] == "pandas"] == []


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.stem)
def test_sql_stands_in_queries_only(path: Path) -> None:
    sql = re.compile(r"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET|CREATE (TABLE|VIEW|MACRO)|GROUP BY|ORDER BY)\b")
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert [text for text in texts if sql.search(text)] == []


# --- pages


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_short_defines_nothing_and_asks_its_question_first(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)

    assert len(text.splitlines()) <= 40
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))]
    assert (ast.get_docstring(tree) or "").endswith("?")


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.stem)
def test_a_module_has_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_page_stands_in_the_menu() -> None:
    menu = (ROOT / "app.py").read_text(encoding="utf-8")

    assert [path.name for path in PAGES if f'"{path.relative_to(ROOT)}"' not in menu] == []


def test_every_widget_bound_to_the_link_is_a_filter_or_a_key_of_a_page() -> None:
    bound = set()
    for path in (path for path in PRODUCT if "signals" not in path.relative_to(ROOT).parts):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                given = {keyword.arg: keyword.value for keyword in call.keywords}
                key = given.get("key")
                if "bind" in given and isinstance(key, ast.Constant):
                    bound.add(key.value)

    assert {"case", "compare", "p_picked"} <= bound
    assert bound <= {*Selection.defaults(), *PAGE_KEYS, *blank_widgets()}


def test_no_name_of_ours_is_one_of_the_toolkit() -> None:
    toolkit = {"df", "data", "utils", "helpers", "manager"}

    found = {
        (path.name, name)
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in [getattr(node, "id", None) or getattr(node, "arg", None) or getattr(node, "name", None)]
        if isinstance(name, str) and (name in toolkit or name.startswith("process_"))
        if not isinstance(node, ast.keyword)
    }

    assert found == set()


# --- questions

KEYWORDS = (
    *("select", "from", "where", "group", "order", "having", "join", "inner", "left", "cross", "lateral", "with", "as"),
    *("on", "and", "or", "not", "in", "is", "null", "case", "when", "then", "else", "end", "union", "by", "limit"),
    *("over", "partition", "filter", "between", "like", "asc", "desc", "nulls", "exists", "window", "values"),
)


def statement(path: Path) -> str:
    """Give the SQL of a question without its comments and quoted texts."""
    lines = [line.split("--")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    return re.sub(r"'(?:[^']|'')*'", "''", "\n".join(lines))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: str(path.relative_to(QUERIES).with_suffix("")))
def test_a_question_says_what_it_asks_and_what_a_row_is(path: Path) -> None:
    first, second, *_ = path.read_text(encoding="utf-8").splitlines()

    makes_rows = not path.name.startswith("add_")
    assert first.startswith("-- ")
    assert first.endswith("?" if makes_rows else ".")
    assert second.startswith("-- One row")


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: str(path.relative_to(QUERIES).with_suffix("")))
def test_a_question_writes_keywords_in_capitals_and_binds_its_values(path: Path) -> None:
    sql = statement(path)

    assert re.findall(rf"(?<![\w.$\"])({'|'.join(KEYWORDS)})(?![\w(])", sql) == []
    assert re.findall(r"\{[a-z_]*\}|%s|%\(", sql) == []
    assert ";" not in sql


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: str(path.relative_to(QUERIES).with_suffix("")))
def test_a_question_is_asked_by_its_name(path: Path) -> None:
    name = path.stem
    texts = "\n".join(module.read_text(encoding="utf-8") for module in PRODUCT)
    by_folder = (path.parent.name == "curation" and name.startswith("add_")) or path.parent.name == "reports"

    assert by_folder or f'"{name}"' in texts


OVER_CASES = [path for path in QUESTIONS if path.parent.name in {"findings", "cases"}]


@pytest.mark.parametrize("path", OVER_CASES, ids=lambda path: path.stem)
def test_a_question_over_cases_chooses_them_by_the_one_predicate(path: Path) -> None:
    sql = statement(path)

    chosen = re.findall(r"selected_cases\(\$selection\)", sql)
    whole_table = re.findall(r"(?:FROM|JOIN) cases\b", sql)
    narrowed = "case_id = $case_id" in sql or "in_founding_table" in sql

    assert chosen or not whole_table or narrowed
    assert sql.count("selected_cases(") == len(chosen)
