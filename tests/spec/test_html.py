"""Text as HTML: nothing of it is read as markup, and nothing of it is lost."""

from __future__ import annotations

import html
import re

import polars as pl
import pytest

from common.html import as_html, as_link, escape


def cells_of(table: str) -> list[str]:
    """Give the cells of an HTML table as they are read."""
    return [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td>(.*?)</td>", table)]


def test_a_line_may_end_within_a_long_word_which_reads_the_same() -> None:
    words = ["5d41402abc4b2a76b9719d911017c592" * 2, "a<b>&" * 9, "pomalidomide", "bronchoalveolar lavage"]

    table = as_html(pl.DataFrame({"word": words}))

    assert cells_of(table) == words
    assert ["<wbr>" in cell for cell in re.findall(r"<td>(.*?)</td>", table)] == [True, True, False, False]
    assert re.findall(r"&[a-z]*<wbr>", table) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/a",
        "HTTP://evil.example",
        "see www.evil.example",
        "write to a@evil.example",
        ":material/home: and :smile: and :streamlit:",
        "a -- b -> c <- d <-> e >= f <= g ~= h",
        "<script>alert(1)</script>",
        "![picture](https://evil.example/a.png)",
        "&copy; *a* $x$ `b` | # c",
    ],
)
def test_escaped_text_reads_as_it_was_and_holds_nothing_that_streamlit_reads_into_a_text(text: str) -> None:
    read = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(text))  # as CommonMark reads it, section 2.4

    assert read.replace("\u2060", "") == text
    assert (
        re.findall(
            r"https?://|www\.|@[\w-]|:material/|:[\w+-]+:|(?<!\S)(?:<->|->|<-|--|>=|<=|~=)(?!\S)", read, re.IGNORECASE
        )
        == []
    )
    assert re.findall(r"(?<!\\)[<>\[\]*$`|#&]", escape(text)) == []


@pytest.mark.parametrize("text", ["doi:10.3904/kjim.2010.25.4.447", "at 10:30", "5 - 6 cases", "CD4+/CD8+: 1.2", "a-b"])
def test_ordinary_text_is_not_parted(text: str) -> None:
    assert "\u2060" not in escape(text)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "1:2", "data:text/html,a", "//evil.example", "/\\\\evil.example", "", " https://a.example"],
)
def test_words_with_an_address_that_no_link_may_have_stand_alone(address: str) -> None:
    assert as_link("words", address) == "words"


def test_an_address_cannot_end_the_link_that_it_stands_in() -> None:
    assert as_link("a", "https://a.example/>) ![b](<https://b.example") == (
        "[a](<https://a.example/%3E%29%20![b]%28%3Chttps://b.example>)"
    )


def test_a_path_of_this_site_is_a_link() -> None:
    assert as_link("sign out", "/casebook/redirect?logout=a") == "[sign out](</casebook/redirect?logout=a>)"


def test_a_link_keeps_the_query_of_its_address() -> None:
    assert as_link("doe", "one_case?drug=a&copy=b&case=doe") == "[doe](<one_case?drug=a&amp;copy=b&amp;case=doe>)"


def test_each_cell_of_a_stacked_table_has_the_name_of_its_column_for_a_narrow_screen() -> None:
    table = as_html(pl.DataFrame({"drug": ["a"], 'ROR "x" (95 % interval)': ["1"]}), stacked=True)

    cells = '<td data-column="drug">a</td><td data-column="ROR &quot;x&quot; (95 % interval)">1</td>'
    assert cells in table


def test_a_table_of_more_than_four_columns_is_stacked_unless_told_otherwise() -> None:
    four = pl.DataFrame({name: [1] for name in "abcd"})

    assert "stacked" not in as_html(four)
    assert "stacked" in as_html(four.with_columns(e=1))
    assert "stacked" not in as_html(four.with_columns(e=1), stacked=False)
