"""How long a page about reports takes to answer a changed filter, on a database of reports.

    python -m bench.signals_pages
    python -m bench.signals_pages --reports 10000000

The reports are written to bench/out and loaded there the first time. Timed is the run of the page's script, from the
changed filter to the last element, in Streamlit's own test harness; the browser's drawing comes on top.
"""

import argparse
import time

import numpy as np
from streamlit.testing.v1 import AppTest

from bench.signals_reports import MILLION, loaded_reports
from common.paths import ROOT
from signals.ui import database

PAGES = {page.stem: f"reports/{page.name}" for page in sorted((ROOT / "pages" / "reports").glob("*.py"))}
"""The pages about reports by their names, with their places in pages/."""

CHANGES = (
    {"comparator": "active"},
    {"comparator": "indication"},
    {"comparator": "all"},
    {"without": ["no_co_cause"]},
    {"without": ["no_co_suspect", "no_duplicates"]},
    {"without": []},
    {"roles": ["PS"]},
    {"roles": ["PS", "SS", "I", "C"]},
    {"roles": ["PS", "SS"]},
    {"report_sex": ["female"]},
    {"report_sex": []},
    {"report_drug": "pomalidomide"},
    {"report_event": "Lung injury, narrow and wide"},
    {"report_drug": "lenalidomide"},
)


def main() -> None:
    """Print the median and the 95th percentile for each page, and over all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=MILLION, help="how many synthetic reports")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=[*PAGES], help="default: every page about reports")
    options = parser.parse_args()
    database.DATABASE = loaded_reports(options.reports)
    every: list[float] = []
    for page in options.pages:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120).run()
        app.switch_page(PAGES[page]).run()
        taken = []
        for change in CHANGES * options.rounds:
            for key, value in change.items():
                app.session_state[key] = value
            start = time.perf_counter()
            app.run()
            taken.append(time.perf_counter() - start)
            if app.exception:
                raise RuntimeError(app.exception[0].value)
        every += taken
        print(f"{page}: median {np.median(taken):.2f} s, 95 % within {np.quantile(taken, 0.95):.2f} s")
    middle, most = np.median(every), np.quantile(every, 0.95)
    print(f"all pages: median {middle:.2f} s, 95 % within {most:.2f} s, {len(every)} changes")


if __name__ == "__main__":
    main()
