"""Pages about reports, opened with something chosen."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from common.paths import ROOT
from signals.ui import database

PAGES = sorted(
    path.name
    for path in (ROOT / "pages" / "reports").glob("*.py")
    if "ui.open_reports(" in path.read_text(encoding="utf-8")
)
"""Pages that answer from a database: one takes what is typed in."""
ONE_WORD, FEW = database.EXTRACTS

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
"""A program that opens a database to write, says so, and holds it until its input ends."""


def opened(page: str, **chosen: object) -> AppTest:
    """Open a page with something chosen."""
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=240)
    app.run()
    app.switch_page(f"reports/{page}")
    for key, value in chosen.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception, app.exception
    return app
