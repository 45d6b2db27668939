"""Text that would run, fetch, lead elsewhere or be drawn as a sign, if it were more than text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browsing import be_drawn
from tests.casefiles import with_changes

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = (
    "https://evil.example/a",
    "www.evil.example",
    "a@evil.example",
    "![a](https://evil.example/a.png)",
    "[a](https://evil.example/b)",
    "[a](javascript:document.title='taken')",
    "<img src=https://evil.example/c.png onerror=document.title='taken'>",
    "<script>document.title='taken'</script>",
    "<https://evil.example/d>",
    ":material/home: :smile: a -- b -> c",
)
SIGNS = ("—", "→", "😄")
OURS = "Next →"
"""A button of ours that has one of the signs."""

EVERYTHING = " ; ".join(HOSTILE)


def hostile_case() -> dict[str, Any]:
    """Give a case whose every text is hostile."""
    case = with_changes({"case_name": EVERYTHING, "source.citation": EVERYTHING, "conflicts.0.note": EVERYTHING})
    for fact in case["facts"].values():
        fact["note"] = EVERYTHING
        if "locator" in fact:
            fact["locator"] = EVERYTHING
    for moment in case["course"]:
        moment |= {"reported": EVERYTHING, "detail": EVERYTHING, "locator": EVERYTHING}
    for reading in case["conflicts"][0]["readings"]:
        reading |= {"says": EVERYTHING, "locator": EVERYTHING}
    return case


def is_text_alone(page: Page) -> None:
    """Hold a finished page against what hostile text would make of it."""
    be_drawn(page)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    page.wait_for_timeout(500)  # what would be fetched is asked for by then
    links: list[str] = page.eval_on_selector_all("a[href]", "found => found.map(link => link.href)")
    text: str = page.evaluate("() => document.body.innerText")

    assert [link for link in links if "evil" in (urlsplit(link).hostname or "") or not link.startswith("http")] == []
    assert "taken" not in page.title()
    assert [sign for sign in SIGNS if sign in text.replace(OURS, "")] == []
    assert page.locator('[data-testid="stIconMaterial"]', has_text=re.compile("^home$")).count() == 0
