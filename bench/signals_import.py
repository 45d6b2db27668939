"""Import of a quarter: ours against DuckDB's bare read_csv of the same files into tables, in turn.

    python -m bench.signals_import

The reports are written to bench/out the first time. Bare means: CREATE TABLE AS SELECT * FROM read_csv for each of the
seven files, types guessed, nothing checked.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb

from bench.signals_reports import MILLION, written_reports
from bench.signals_timing import said, timed


def read_bare(folder: Path, database: Path) -> None:
    """Read the files of a quarter the way DuckDB reads them by itself."""
    with duckdb.connect(database) as connection:
        for file in sorted(folder.glob("*.txt")):
            rows = connection.read_csv(str(file), delimiter="$", quotechar="", header=True)
            rows.create(file.stem)


def main() -> None:
    """Print each pair of runs and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=MILLION, help="how many synthetic reports")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--bare-into", type=Path, help="only read the files bare, into this database")
    options = parser.parse_args()
    folder = written_reports(options.reports)
    quarter = min((folder / "quarters").iterdir())
    if options.bare_into:
        read_bare(quarter, options.bare_into)
        return
    for _ in range(options.times):
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            into = Path(scratch)
            ours = timed([sys.executable, "-m", "signals.load", quarter, "--into", into / "ours.duckdb"])
            again = [sys.executable, "-m", "bench.signals_import", "--reports", str(options.reports)]
            bare = timed([*again, "--bare-into", into / "bare.duckdb"])
        print(said("ours", ours), "|", said("bare read_csv", bare), "|", f"{ours.seconds / bare.seconds:.2f} times")


if __name__ == "__main__":
    main()
