"""Events are kept in order, each once, and what was changed, removed or replaced is found."""

from __future__ import annotations

import json
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bench.registry_kills import WORK, kill_writers
from registry import store
from registry.__main__ import main
from registry.backup import back_up, restore
from registry.chain import BEGINNING, hash_of
from registry.errors import RegistryError
from registry.table import EVENT, engine_of, opened, writing
from tests.servers.postgresql import new_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def with_events(number: int) -> None:
    """Write so many events."""
    for place in range(number):
        store.append("a.doe", "exported", f"file-{place}.csv", {"rows": place})


def file_of(registry: str) -> sqlite3.Connection:
    """Open the file of a registry in SQLite as somebody with all rights would, its guards taken off."""
    connection = sqlite3.connect(registry.removeprefix("sqlite:///"), isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


@pytest.mark.usefixtures("registry")
def test_events_follow_each_other_and_each_has_the_hash_of_the_one_before() -> None:
    first = store.append("a.doe", "signed in", "session", {"groups": ["b", "ä"]})
    second = store.append("b.roe", "exported", "cases.csv", {"rows": 3})

    assert (first.seq, first.before) == (1, BEGINNING)
    assert (second.seq, second.before) == (2, first.hash)
    assert second.hash == hash_of(second)
    assert store.check() == (2, second.hash, "")
    assert store.last()[:2] == (2, second.hash)
    assert json.loads(first.content) == {"groups": ["b", "ä"]}


@pytest.mark.usefixtures("registry")
def test_an_event_whose_answer_got_lost_is_not_written_twice() -> None:
    uid = store.new_uid()

    first = store.append("a.doe", "exported", "cases.csv", uid=uid)
    again = store.append("a.doe", "exported", "cases.csv", uid=uid)

    assert again == first
    assert store.last().events == 1


@pytest.mark.usefixtures("registry")
def test_a_kind_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(RegistryError, match="cannot be read or written"):
        store.append("a.doe", "juggled", "cases.csv")


@pytest.mark.parametrize("change", ["changed", "removed", "replaced"])
def test_the_guards_of_the_database_refuse_to_change_an_event(registry: str, change: str) -> None:
    with_events(2)
    again = {**store.append("a.doe", "read", "x")._asdict(), "actor": "b.roe"}
    statements = {
        "changed": sa.update(EVENT).values(actor="b.roe"),
        "removed": sa.delete(EVENT),
        "replaced": sa.insert(EVENT).values(again).prefix_with("OR REPLACE", dialect="sqlite"),
    }

    with pytest.raises(DBAPIError), writing(opened(registry)).begin() as connection:
        connection.execute(statements[change])

    assert store.check()[0::2] == (3, "")


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE event SET actor = 'b.roe' WHERE seq = 2", "Event 2 was changed"),
        ("UPDATE event SET content = '{}' WHERE seq = 3", "Event 3 was changed"),
        ("DELETE FROM event WHERE seq = 2", "Event 3 does not follow event 1"),
        ("DELETE FROM event WHERE seq = 1", "Event 2 does not follow event 0"),
        ("UPDATE event SET before = 'x', hash = 'y' WHERE seq = 2", "Event 2 does not follow event 1"),
    ],
)
def test_a_changed_removed_or_replaced_event_is_found(
    statement: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'registry.sqlite'}"
    monkeypatch.setenv("REGISTRY", address)
    with_events(3)
    with file_of(address) as file:
        file.execute(statement)

    assert store.check().fault.startswith(fault)
    assert main(["check"]) == 1


def test_a_chain_that_was_cut_or_written_anew_does_not_hold_a_hash_that_was_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path / 'registry.sqlite'}"
    monkeypatch.setenv("REGISTRY", address)
    with_events(3)
    printed = store.last().last

    assert main(["check", "--holds", printed[:12]]) == 0
    with file_of(address) as file:
        file.execute("DELETE FROM event WHERE seq = 3")

    assert store.check().fault == ""
    assert main(["check", "--holds", printed]) == 1
    assert "No event has the hash" in capsys.readouterr().out


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("events", [0, 1])
def test_a_chain_holds_the_hash_that_it_begins_with_as_a_copy_from_before_the_first_event_needs(events: int) -> None:
    begins_with = store.last().last

    with_events(events)

    assert main(["check", "--holds", begins_with[:16]]) == 0


@pytest.mark.usefixtures("registry")
def test_four_writers_at_once_lose_nothing() -> None:
    store.last()  # the table is there
    writers = [threading.Thread(target=with_events, args=(10,)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert store.check()[0::2] == (40, "")


@pytest.mark.usefixtures("registry")
def test_events_are_found_by_words_kind_and_day() -> None:
    store.append("a.doe", "exported", "cases.csv", {"filter": "drug: pomalidomide"})
    store.append("b.roe", "exported", "100%.csv", {"filter": "drug: thalidomide"})
    seen = store.append("b.roe", "read", "case", {})
    today = seen.at[:10]

    assert store.find("POMALIDOMIDE a.doe", most=9)["seq"].to_list() == [1]
    assert store.find("100%", most=9)["seq"].to_list() == [2]
    assert store.find(kind="exported", most=9)["seq"].to_list() == [2, 1]
    assert store.find(since=today, until=today, most=2)["seq"].to_list() == [3, 2]
    assert store.find(until="2020-01-01", most=9).is_empty()
    assert store.is_there("read", "case")
    assert not store.is_there("read", "cases.csv")


def test_a_registry_that_cannot_be_written_says_so_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'nowhere' / 'registry.sqlite'}")

    with pytest.raises(RegistryError, match="unable to open database file"):
        store.append("a.doe", "read", "case")


@pytest.mark.slow
@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("work", WORK)
def test_no_acknowledged_event_is_lost_and_none_is_there_twice_however_writers_are_killed(work: str) -> None:
    kills = 3

    held = kill_writers(kills, work=work)

    assert held.acknowledged >= kills
    assert (held.lost, held.twice, held.fault) == (0, 0, "")


def test_a_copy_that_is_taken_while_events_are_written_is_whole_and_holds_the_hash_that_it_is_named_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    with_events(20)
    writer = threading.Thread(target=with_events, args=(200,))
    writer.start()
    named = back_up(tmp_path / "copy")
    writer.join()

    monkeypatch.setenv("REGISTRY", f"sqlite:///{tmp_path / 'restored.sqlite'}")
    restore(tmp_path / "copy")

    assert 20 <= store.check().events <= 220
    assert main(["check", "--holds", named[:16]]) == 0
    with pytest.raises(RegistryError, match="is there already"):
        restore(tmp_path / "copy")


@pytest.fixture
def go_on_with_an_empty_database(
    postgresql_server: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Give what makes an empty database the registry, as often as it is called; all of them are closed at the end."""
    addresses: list[str] = []

    def go_on() -> None:
        addresses.append(f"{postgresql_server}{new_database(postgresql_server)}")
        monkeypatch.setenv("REGISTRY", addresses[-1])

    yield go_on
    for address in addresses:
        opened(address).dispose()
    engine_of.cache_clear()


@pytest.mark.servers
def test_a_copy_of_postgresql_is_restored_into_an_empty_database(
    go_on_with_an_empty_database: Callable[[], None], tmp_path: Path
) -> None:
    go_on_with_an_empty_database()
    with_events(20)
    named = back_up(tmp_path / "copy")

    go_on_with_an_empty_database()
    restore(tmp_path / "copy")

    assert store.check()[0::2] == (20, "")
    assert store.last().last == named


def test_threads_that_open_a_registry_at_once_have_one_engine(registry: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        engines = [*threads.map(opened, [registry] * 8)]

    assert len({id(engine) for engine in engines}) == 1
