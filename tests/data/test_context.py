"""The context that ships, whatever it holds."""

from __future__ import annotations

from casebook.context import CONTEXT, KINDS, statements


def test_every_statement_has_source_date_and_place() -> None:
    read = statements()

    assert read
    assert all(one.kind in KINDS and one.source and one.published and one.locator for one in read)


def test_no_statement_stands_there_twice() -> None:
    read = statements()

    assert len({(one.says, one.source) for one in read}) == len(read)


def test_the_context_is_unix_text() -> None:
    assert b"\r" not in CONTEXT.read_bytes()
