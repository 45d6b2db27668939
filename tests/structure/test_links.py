"""docs/links.md names the keys and values of links as they are."""

from __future__ import annotations

import pytest

from casebook.links import DOCUMENT, with_tables


def test_the_tables_of_the_keys_of_a_link_are_those_of_the_codebook() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")

    assert with_tables(document) == document, "run: python -m casebook.links"


def test_a_document_without_a_place_for_a_table_is_named() -> None:
    document = DOCUMENT.read_text(encoding="utf-8").replace("<!-- patient: end -->", "")

    with pytest.raises(ValueError, match=r"links\.md needs these two lines once each.*patient: end"):
        with_tables(document)
