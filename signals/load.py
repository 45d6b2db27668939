"""Load quarters of spontaneous reports: `python -m signals.load ARCHIVE ... --into data/faers.duckdb`."""

from __future__ import annotations

import sys

from signals.intake.load import main

if __name__ == "__main__":
    sys.exit(main())
