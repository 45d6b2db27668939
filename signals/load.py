"""Load quarters of spontaneous reports: `python -m signals.load ARCHIVE ... --into data/faers.duckdb`."""

import sys

from signals.intake.load import main

if __name__ == "__main__":
    sys.exit(main())
