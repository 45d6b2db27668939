"""All measures of all pairs: ours against vigipy, in turn, on the same synthetic reports.

    python -m bench.signals_reports 1000000 bench/out/million
    python -m bench.signals_measures bench/out/million --vigipy PYTHON_WITH_VIGIPY

vigipy (pip install vigipy==3.5.1, in an environment of its own) reads counted pairs and computes those in three
reports or more; ours reads the reports from a database, counts, and computes every pair. Both are timed as whole
processes.
"""

import argparse
import sys
from pathlib import Path

from bench.signals_timing import in_pairs, said, timed

PEER = Path(__file__).parent / "signals_vigipy.py"


def main() -> None:
    """Print each pair of runs and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="what signals_reports.py wrote")
    parser.add_argument(
        "--vigipy", type=Path, help="the Python of an environment with vigipy; without it ours alone is timed"
    )
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--memory", default="2GB", help="for DuckDB")
    given = parser.parse_args()
    database = given.folder / "reports.duckdb"
    if not database.exists():
        quarters = sorted((given.folder / "quarters").iterdir())
        print(said("load", timed([sys.executable, "-m", "signals.load", *quarters, "--into", database])))
    out = given.folder / "measures.parquet"
    ours = [sys.executable, "-m", "signals.measures", database, "--out", out, "--memory", given.memory]
    ours += ["--roles", "PS", "SS", "I", "C"]
    if not given.vigipy:
        for _ in range(given.times):
            print(said("ours", timed(ours)))
        return
    for mine, theirs in in_pairs(ours, [given.vigipy, PEER, given.folder / "counts.csv"], given.times):
        print(said("ours", mine), "|", said("vigipy", theirs), "|", f"{theirs.seconds / mine.seconds:.1f} times")


if __name__ == "__main__":
    main()
