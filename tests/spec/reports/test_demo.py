"""The invented reports: the same for one seed, shaped as genuine ones, with the planted pairs standing out."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from signals import answers, readus
from signals.coverage import coverage_of
from signals.demo import PLANTED, load_demo, write_quarters
from signals.measures.command import main
from signals.measures.population import ROLES, Population
from signals.store import INVENTED, ask, open_for_reading
from signals.ui.database import INVENTED_SENTENCE

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the invented reports."""
    into = tmp_path_factory.mktemp("demo") / "invented.duckdb"
    load_demo(into)
    return into


@pytest.fixture(scope="module")
def invented(demo: Path) -> duckdb.DuckDBPyConnection:
    """Open the invented reports."""
    return open_for_reading(demo)


@pytest.mark.slow
def test_one_seed_gives_the_same_files(tmp_path: Path) -> None:
    texts = []
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        folders = write_quarters(tmp_path / name, 300, seed)
        texts.append(["".join(sorted(path.read_text() for path in folder.rglob("*.txt"))) for folder in folders])

    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


@pytest.mark.slow
def test_invented_reports_leave_no_gap_and_say_that_they_are_invented(invented: duckdb.DuckDBPyConnection) -> None:
    coverage = coverage_of(invented)

    assert coverage.invented
    assert coverage.gaps() == []
    assert coverage.cannot_differ() == {}
    assert 19_000 < coverage.reports <= 20_000
    assert coverage.quarters >= 5
    assert 2 <= coverage.terms / coverage.reports <= 4


@pytest.mark.slow
@pytest.mark.parametrize(("drug", "event"), PLANTED)
def test_a_planted_pair_stands_out(invented: duckdb.DuckDBPyConnection, drug: str, event: str) -> None:
    rows = answers.pairs(invented, Population(), [drug], [event])

    assert rows["a"].item() >= 3
    assert rows["ror_low"].item() > 1


@pytest.mark.slow
def test_every_page_has_something_to_show(invented: duckdb.DuckDBPyConnection) -> None:
    drug, event = "lenalidomide", "Lung injury, narrow and wide"
    asked = {"population": Population().parameter(), "roles": 3, "drug": drug, "event": event}

    onset, challenge = ask(invented, "onset", **asked), ask(invented, "challenge", **asked)
    trend = answers.trend(invented, Population(), drug, event)

    assert onset["days"].drop_nulls().len() > 5
    assert challenge.height > 2
    assert trend.height == 5
    for kind in ("sex", "age band", "country", "year"):
        assert answers.strata(invented, Population(roles=ROLES), drug, event, kind).height >= 2


@pytest.mark.slow
def test_files_of_measures_say_that_reports_are_invented(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(demo), "--out", str(tmp_path / "m.csv"), "--least", "5"])

    assert "INVENTED" in capsys.readouterr().out
    head, first, *_ = (tmp_path / "m.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.endswith(",note")
    assert "invented" in first


@pytest.mark.slow
def test_every_file_of_the_checklist_says_that_reports_are_invented(invented: duckdb.DuckDBPyConnection) -> None:
    checklist = readus.fill_checklist(invented, Population(), "all reports", INVENTED_SENTENCE)
    figures = readus.figures_of(invented, Population(), ["pomalidomide"], "Pneumonitis", INVENTED)

    packed = readus.packed(figures, checklist, note=INVENTED)

    with zipfile.ZipFile(BytesIO(packed)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert len(files) == 8
    assert [name for name, content in files.items() if "invented" not in content.lower()] == []
    drawn = json.loads(files["pairs.vl.json"])
    assert drawn["usermeta"] == {"note": INVENTED}
    assert drawn["title"]["text"] == [
        "Invented reports, made by a program",
        "No number says anything about a drug",
    ]
