"""All records and decisions go out as RIS and CSV, and come in again without loss and without doubling."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from literature.decisions import (
    DIFFERENT,
    EXCLUDE,
    INCLUDE,
    NO_PATIENT,
    REASONS,
    SAME,
    TAKEN_BACK,
    UNSURE,
    close,
    every_decision,
    judge,
    screen,
    settle,
)
from literature.errors import RefusedError
from literature.exchange import as_csv, as_ris, entries_of, is_exchange, read_entries, take_over
from literature.imports import every_import, file_of, take_in
from literature.readers import read_file
from literature.record import Record
from literature.screening import FIRST
from registry import store
from tests.literature.drawing import SEARCH, ris, state, taken_in

if TYPE_CHECKING:
    from literature.exchange.taking_over import TakenOver

pytestmark = pytest.mark.usefixtures("registry")
SAMPLES = Path(__file__).with_name("samples")
LONG = "Pomalidomide-induced lung injury in a patient with relapsed myeloma"
CASES = {"case:doe-2022": Record(title=LONG, year=2026)}


def a_month() -> None:
    """Take all samples in, and take decisions of each kind, some of them back."""
    for path in sorted(SAMPLES.iterdir()):
        content = path.read_bytes()
        take_in(read_file(path.name, content), content, "p.doe", SEARCH, CASES)
    taken_in(ris(LONG, f"Erratum: {LONG}", "=1+1; a formula", "'=already", "An\\item; of more"), CASES)
    last = f"{len(every_import())}-"
    pairs = [pair.name for pair in state().open_pairs()]
    judge("p.doe", pairs[0], SAME)
    back = judge("p.doe", pairs[1], DIFFERENT)
    judge("q.roe", pairs[1], TAKEN_BACK, back.seq)
    judge("q.roe", next(pair.name for pair in state().pairs if pair.other == "case:doe-2022"), SAME)
    first = screen("p.doe", f"{last}2", EXCLUDE, REASONS[4])
    second = screen("q.roe", f"{last}2", INCLUDE)
    settled = settle("r.poe", f"{last}2", INCLUDE, of=(first.seq, second.seq))
    settle("r.poe", f"{last}2", TAKEN_BACK, of=(first.seq, second.seq), before=settled.seq)
    undone = screen("p.doe", f"{last}3", UNSURE)
    screen("p.doe", f"{last}3", TAKEN_BACK, based_on=undone.seq)
    screen("p.doe", f"{last}4", INCLUDE)
    close("p.doe", f"{last}4", NO_PATIENT, "a cohort; “none”")


def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str = "other") -> None:
    """Go on with an empty registry."""
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / name}.sqlite")


def come_in(content: bytes, actor: str = "o.ther") -> TakenOver:
    """Take a file over."""
    return take_over("literature.ris", content, read_entries(content), actor, CASES)


@pytest.mark.parametrize("ending", ["ris", "csv"])
def test_what_goes_out_comes_in_elsewhere_without_loss(
    ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def written() -> bytes:
        return as_ris(entries_of(state())) if ending == "ris" else as_csv(entries_of(state()), state())

    a_month()
    went_out, here = written(), state()

    elsewhere(monkeypatch, tmp_path)
    taken = come_in(went_out)

    there = state()
    assert (taken.records, taken.decisions, taken.known, taken.otherwise) == (
        len(here.records),
        len(here.decisions),
        0,
        0,
    )
    assert there.records == here.records
    assert [one[1:7] for one in there.decisions] == [one[1:7] for one in here.decisions]
    assert there.counts() == here.counts()
    assert there.stands_for == here.stands_for
    assert there.closed.keys() == here.closed.keys()
    assert entries_without_numbers(written()) == entries_without_numbers(went_out)
    assert file_of(len(every_import())) == went_out
    assert store.check().fault == ""


def entries_without_numbers(content: bytes) -> list[object]:
    """Give all that entries say but the numbers of events, which each registry gives anew."""
    return [
        entry._replace(decisions=tuple({**one, "seq": 0} for one in entry.decisions)) for entry in read_entries(content)
    ]


def test_what_comes_in_again_where_it_went_out_doubles_nothing() -> None:
    a_month()
    before = state()

    taken = come_in(as_ris(entries_of(before)))

    assert taken == (0, 0, 0, len(before.decisions), 0)
    assert state().records == before.records
    assert state().decisions == before.decisions


def test_the_very_file_is_taken_over_once() -> None:
    taken_in(ris("One"))
    content = as_ris(entries_of(state()))
    come_in(content)

    with pytest.raises(RefusedError, match="taken in before, as import 2"):
        come_in(content)


def test_two_screeners_of_one_file_in_two_hospitals_come_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken_in(ris("One", "Two"))
    screen("p.doe", "1-1", INCLUDE)
    went_out = as_csv(entries_of(state()), state())
    elsewhere(monkeypatch, tmp_path)
    taken_in(ris("Before"), actor="q.roe")
    taken_in(ris("One", "Two"), actor="q.roe")
    screen("q.roe", "2-1", EXCLUDE, REASONS[0])

    taken = come_in(went_out, "q.roe")

    assert taken[:3] == (0, 0, 1)
    assert state().disagreements() == ["2-1"]
    assert [(one.actor, one.decision) for one in state().outcome("2-1").by] == [("q.roe", EXCLUDE), ("p.doe", INCLUDE)]
    assert [event.actor for event in store.every_event()][-2:] == ["q.roe", "q.roe"]
    assert state().queue("q.roe", FIRST) == ["1-1", "2-2"]


def test_what_was_decided_otherwise_here_stands_and_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    taken_in(ris("One"))
    first = screen("p.doe", "1-1", INCLUDE)
    screen("p.doe", "1-1", TAKEN_BACK, based_on=first.seq)
    went_out = as_ris(entries_of(state()))
    elsewhere(monkeypatch, tmp_path)
    taken_in(ris("One"))
    screen("p.doe", "1-1", EXCLUDE, REASONS[0])

    taken = come_in(went_out)

    assert (taken.decisions, taken.otherwise) == (0, 2)
    assert state().outcome("1-1").decision == EXCLUDE


@pytest.mark.parametrize("ending", ["ris", "csv"])
def test_of_500_damaged_files_each_is_refused_or_whole(ending: str) -> None:
    chance = random.Random(ending)  # noqa: S311  the same damage at each run
    taken_in(ris("One", "Two", "Three", "Four"))
    screen("p.doe", "1-1", EXCLUDE, REASONS[2])
    content = as_ris(entries_of(state())) if ending == "ris" else as_csv(entries_of(state()), state())
    whole, refused = read_entries(content), 0

    for _ in range(500):
        text = content.decode("utf-8-sig")
        lines = text.split("\n")
        place = chance.randrange(len(lines) - 1)
        kind = chance.choice(("gone", "twice", "cut", "letter"))
        if kind == "gone":
            del lines[place]
        elif kind == "twice":
            lines.insert(place, lines[place])
        elif kind == "cut":
            lines = [*lines[:place], lines[place][: len(lines[place]) // 2]]
        else:
            lines[place] = lines[place][1:]
        broken = "\n".join(lines).encode()
        try:
            assert read_entries(broken) == whole
        except RefusedError:
            refused += 1

    assert 0 < refused < 500
    assert is_exchange(content)
    assert not is_exchange(ris("One"))


def test_a_decision_that_came_in_is_taken_back_here_as_any_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken_in(ris("One"))
    screen("p.doe", "1-1", INCLUDE)
    went_out = as_ris(entries_of(state()))
    elsewhere(monkeypatch, tmp_path)
    come_in(went_out)
    last = state().last_of("p.doe")
    assert last

    screen("p.doe", "1-1", TAKEN_BACK, based_on=last.seq)

    assert state().included() == []
    assert len(every_decision()) == 2
