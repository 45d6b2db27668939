"""How long the server works for a filter click, without network and browser: `python -m bench.script PAGE CLICKS`.

The page runs in this process (AppTest), the case file is the one that the environment variable CASEBOOK names. Prints
filter, term and milliseconds of each click as JSON. Less noisy than a browser, but AppTest's own work is counted too.
"""

from __future__ import annotations

import json
import sys
import time

from streamlit.testing.v1 import AppTest

from bench.terms import clickable_terms
from common.paths import ROOT


def time_script(page: str, clicks: int) -> list[tuple[str, str, float]]:
    """Run a page once, then again for each click: filter, term and milliseconds of each."""
    shown = AppTest.from_file(ROOT / "pages" / "frame.py", default_timeout=60).run()
    (script,) = (ROOT / "pages").glob(f"*/{page}.py")
    shown.switch_page(script.relative_to(ROOT / "pages").as_posix()).run()
    taken = []
    for key, term in clickable_terms(clicks):
        pills = shown.pills(key=key)
        chosen = [] if pills.value else [term]
        begun = time.perf_counter()
        shown = pills.set_value(chosen).run()
        taken.append((key, term, 1000 * (time.perf_counter() - begun)))
        if shown.exception:
            message = f"{key}={term}: {shown.exception[0].message}"
            raise RuntimeError(message)
    return taken


if __name__ == "__main__":
    print(json.dumps(time_script(sys.argv[1], int(sys.argv[2]))))
