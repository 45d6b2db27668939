"""Run in a copy of the project: open every page about cases by each link of the command line, after its case file.

Prints JSON: for each page and link its exceptions, the number of cases left, its words, and the keys of its widgets.
"""

from __future__ import annotations

import json
import os
import re
import sys
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from common.paths import ROOT
from tests.menu import ABOUT_CASES, PAGES
from tests.reading import words

os.environ["CASEBOOK"] = sys.argv[1]  # the tests that were imported name another one
opened = {}
for link in sys.argv[2:]:
    for name in ABOUT_CASES:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        for key, value in parse_qsl(link):
            app.query_params[key] = value
        app.session_state["more_filters"] = app.session_state["how_compared"] = True  # drawn where open
        app.switch_page(PAGES[name].script).run()
        left = re.search(r"\*\*(\d+) of (\d+) cases\*\*", words(app))
        opened[f"{name}?{link}"] = {
            "exceptions": [exception.value for exception in app.exception],
            "left": left and left.group(1),
            "words": words(app),
            "widgets": [widget.key for widget in (*app.multiselect, *app.segmented_control, *app.pills)],
        }
sys.stdout.write(json.dumps(opened))
