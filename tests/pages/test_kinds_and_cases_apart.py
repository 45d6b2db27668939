"""A page says which kinds of lung injury it mixes, and which cases stand apart; a click narrows or adds."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.frozen import CASES
from tests.menu import FINDINGS
from tests.pages.opening import opened, released
from tests.reading import words

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANGES = {
    "lee-2010": ("lung_injury_kind", "pulmonary hypertension"),
    "kang-2010": ("lung_injury_kind", "pulmonary hypertension"),
    "buttin-2008": ("imid_role", "co-suspect"),
}


@pytest.fixture(autouse=True, scope="module")
def _mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Serve the frozen cases with two of pulmonary hypertension and one whose IMiD is co-suspect only."""
    folder = tmp_path_factory.mktemp("mixed") / "cases"
    shutil.copytree(CASES, folder)
    for case_id, (fact, value) in CHANGES.items():
        path = folder / f"{case_id}.json"
        case = json.loads(path.read_text(encoding="utf-8"))
        case["facts"][fact] = {"value": value, "locator": "Abstract"}
        path.write_text(json.dumps(case), encoding="utf-8")
    with released(folder):
        yield


@pytest.mark.slow
@pytest.mark.parametrize("name", FINDINGS)
def test_a_page_of_findings_says_that_it_mixes_kinds_and_what_stands_apart(name: str) -> None:
    text = words(opened(name))

    assert "18 of 19 cases" in text
    assert "16 of the lung tissue or of no named kind, 2 of pulmonary hypertension" in text


@pytest.mark.parametrize(("button", "left"), [("Leave these out", "16 of 19 cases"), ("These alone", "2 of 19 cases")])
def test_one_click_leaves_one_kind(button: str, left: str) -> None:
    app = opened("overview")

    next(clicked for clicked in app.button if clicked.label == button).click()
    app.run()

    assert left in words(app)
    assert "of the lung tissue" not in words(app)


def test_a_page_says_once_why_a_case_is_not_counted_and_one_click_counts_it() -> None:
    app = opened("overview")
    (printed,) = (said for said in words(app).split("\n") if said.startswith("18 of 19 cases ("))
    assert printed.startswith("18 of 19 cases (1 not counted: co-suspect only). Filter: none. ")

    next(button for button in app.button if button.label == "1 not counted: co-suspect only").click()
    app.run()

    assert "19 of 19 cases" in words(app)
