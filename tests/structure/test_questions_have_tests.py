"""Each question about cases has a test of its own, and each record of casebook/questions a query of its name."""

from __future__ import annotations

import ast

import pytest

from common.paths import ROOT
from tests.listing import questions_over_cases, records

TESTS = [
    node.name
    for path in (ROOT / "tests").glob("**/test_*.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
]


def named_after(question: str) -> list[str]:
    """Name the tests of a question: those that begin with its name, and with that of no longer question."""
    longer = [other for other in questions_over_cases() if other.startswith(f"{question}_")]
    return [
        test
        for test in TESTS
        if test.startswith(f"test_{question}_") and not any(test.startswith(f"test_{other}_") for other in longer)
    ]


@pytest.mark.parametrize("question", questions_over_cases())
def test_a_question_over_cases_has_a_test_named_after_it(question: str) -> None:
    assert named_after(question), f"write a test whose name begins with test_{question}_, on drawn cases"


@pytest.mark.parametrize("name", records())
def test_a_record_has_the_name_of_a_question_and_stands_under_it(name: str) -> None:
    assert records()[name].name == name
    assert name in questions_over_cases()
