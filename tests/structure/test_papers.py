"""The papers of the project hold together: links lead somewhere, and what stands in two places is the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest
import yaml

from common.paths import DATA, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
IDS = [path.relative_to(ROOT).as_posix() for path in PAPERS]

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
CHANGES = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def test_the_readme_is_short_and_its_lines_fit_a_screen() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 100
    assert [line for line in lines if len(line) > 118] == []


@pytest.mark.parametrize("paper", PAPERS, ids=IDS)
def test_every_relative_link_of_a_paper_leads_to_a_file(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]

    assert [target for target in targets if not paper.parent.joinpath(target.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=IDS)
def test_a_paper_names_no_folder_of_somebodys_machine(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")

    assert re.findall(r"(?:/(?:home|root|tmp|work|Users|var/folders|opt(?!/casebook))/\S*|[A-Z]:\\\S+)", text) == []


def test_every_document_is_named_in_the_readme_or_by_one_that_is() -> None:
    named = {
        target for paper in PAPERS for target in re.findall(r"\]\((?:docs/)?(\w+\.md)\)", paper.read_text("utf-8"))
    }

    assert {path.name for path in (ROOT / "docs").glob("*.md")} <= named


# --- citation, licence, version


def test_the_citation_has_what_version_1_2_0_of_its_schema_requires_and_no_field_that_is_unknown_there() -> None:
    required = {"authors", "cff-version", "message", "title"}
    used = {"abstract", "date-released", "keywords", "license", "type", "version"}

    assert required <= set(CITATION) <= required | used
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] in {"software", "dataset"}
    assert all(isinstance(word, str) for word in CITATION["keywords"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", CITATION["date-released"])


def test_the_authors_are_the_contributors_and_no_single_person() -> None:
    contributors = "IMiD Lung Casebook contributors"

    assert CITATION["authors"] == [{"name": contributors}]
    assert PROJECT["project"]["authors"] == [{"name": contributors}]
    assert contributors in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_code_and_cases_have_each_their_licence() -> None:
    code, cases = (path.read_text(encoding="utf-8") for path in (ROOT / "LICENSE", DATA / "cases" / "LICENSE"))

    assert code.startswith("MIT License\n")
    assert CITATION["license"] == PROJECT["project"]["license"] == "MIT"
    assert "SPDX-License-Identifier: CC-BY-4.0" in cases


def test_citation_project_and_changelog_name_the_same_newest_version_and_its_day() -> None:
    version, day = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$", CHANGELOG, re.MULTILINE)[0]

    assert PROJECT["project"]["version"] == CITATION["version"] == version
    assert CITATION["date-released"] == day


def test_the_changelog_begins_with_what_is_unreleased_and_goes_back_to_the_first_version() -> None:
    headings = re.findall(r"^## (\S+)", CHANGELOG, re.MULTILINE)
    versions = [tuple(map(int, heading.split("."))) for heading in headings[1:]]

    assert headings[0] == "Unreleased"
    assert versions == sorted(versions, reverse=True)
    assert versions[-1] == (0, 1, 0)
    assert {*re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)} <= {*CHANGES}


# --- what contributors are told


def test_the_locks_are_renewed_by_the_commands_that_stand_at_their_heads() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    for lock in ("requirements.lock", "requirements-test.lock"):
        head = (ROOT / lock).read_text(encoding="utf-8").splitlines()[1].removeprefix("#").strip()

        assert head.startswith("uv pip compile ")
        assert head in contributing


def test_every_package_that_a_test_imports_is_named_with_its_version() -> None:
    named = {
        line.partition("==")[0]
        for file in ("requirements.txt", "requirements-hospital.txt", "requirements-test.txt")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
    }
    parsed = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").glob("**/*.py")]
    statements = [statement for module in parsed for statement in ast.walk(module)]
    modules = {name.name for statement in statements if isinstance(statement, ast.Import) for name in statement.names}
    modules |= {str(statement.module) for statement in statements if isinstance(statement, ast.ImportFrom)}
    packages = packages_distributions()

    imported = {module.partition(".")[0] for module in modules} - sys.stdlib_module_names
    installed = {package for module in imported for package in packages.get(module, ())}

    assert {package.lower() for package in installed} <= named


def test_pre_commit_runs_programs_of_the_locked_environment_and_fetches_nothing() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    locked = set(
        re.findall(r"^([\w-]+)==", (ROOT / "requirements-test.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    package_of = {"lint-imports": "import-linter"}

    assert [repository["repo"] for repository in hooks] == ["local"]
    for hook in hooks[0]["hooks"]:
        program = hook["entry"].split()[0]

        assert hook["language"] == "system"
        assert program.startswith(".venv/bin/")
        assert package_of.get(program.removeprefix(".venv/bin/"), program.removeprefix(".venv/bin/")) in locked


def test_what_pip_installs_is_what_requirements_name_and_no_module_of_ours() -> None:
    tools = PROJECT["tool"]["setuptools"]

    assert tools["packages"] == tools["py-modules"] == []
    assert PROJECT["project"]["dynamic"] == ["dependencies"]
    assert tools["dynamic"]["dependencies"]["file"] == ["requirements.txt"]
