"""How SQL is written in queries/, by the rules that pyproject.toml names for sqlfluff: one test for each file.

`python -m sqlfluff lint queries` says the same; here the files are shared out among all cores.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from sqlfluff.core import FluffConfig, Linter

from common.paths import QUERIES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(QUERIES.glob("**/*.sql"))


@cache
def linter() -> Linter:
    """Read the rules, once."""
    return Linter(config=FluffConfig.from_path(str(ROOT)))


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(QUERIES).with_suffix("")))
def test_a_file_of_sql_can_be_parsed_and_keeps_the_rules(path: Path) -> None:
    linted = linter().lint_string(path.read_text(encoding="utf-8"), fname=str(path))

    violations = [
        f"line {violation.line_no}: {violation.desc()} ({violation.rule_code()})"
        for violation in linted.get_violations()
    ]
    assert violations == []
