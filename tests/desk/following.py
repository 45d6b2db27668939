"""Follow a link to a page as somebody, and take in all that the page sends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from access.identity import USER_KEY, Identity
from common.paths import ROOT
from registry import store
from tests.menu import PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL = {"cases": "local"}
BESIDE = {"compare": "cases=local"}


def followed(page: str, query: Mapping[str, str], *roles: str) -> AppTest:
    """Follow a link to a page as somebody with these roles; without roles nobody is asked who is there."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
    if roles:
        app.user = {USER_KEY: Identity("zoe", tuple(f"{role}s" for role in roles), 0.0, "a session").as_header()}
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(PAGES[page].script).run()
    assert not app.exception, app.exception
    return app


def all_of(app: AppTest) -> str:
    """Give all that a page sends: text, tables, names of charts and files, rows."""
    return "\n".join(str(element.proto) for place in (app.main, app.sidebar) for element in place)


def looks() -> list[dict[str, str]]:
    """Give what the registry was told of looks at local cases, the oldest first."""
    return [json.loads(event.content) for event in store.every_event() if event.kind == "read"]
