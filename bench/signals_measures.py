"""All measures of all pairs: ours against vigipy, in turn, on the same synthetic reports.

    python -m bench.signals_measures
    python -m bench.signals_measures --vigipy PYTHON

The reports are written to bench/out and loaded there the first time. vigipy (pip install vigipy==3.5.1, in an
environment of its own, whose Python is PYTHON) reads counted pairs and computes those in three reports or more; ours
reads the reports from a database, counts, and computes every pair. Both are timed as whole processes.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from bench.signals_reports import MILLION, SHAPES, loaded_reports
from bench.signals_timing import in_pairs, said, timed

PEER = Path(__file__).parent / "signals_vigipy.py"


def main() -> None:
    """Print each pair of runs and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=MILLION, help="how many synthetic reports")
    parser.add_argument("--shape", choices=SHAPES, default="peers", help="of the reports (bench/signals_reports.py)")
    parser.add_argument("--vigipy", metavar="PYTHON", help="as above; without it ours alone is timed")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--memory", default="2GB", help="for DuckDB")
    options = parser.parse_args()
    if options.vigipy and not has_vigipy(options.vigipy):
        parser.error(f"--vigipy {options.vigipy}: this is no Python of an environment with vigipy")
    database = loaded_reports(options.reports, options.shape)
    out = database.with_name("measures.parquet")
    ours = [sys.executable, "-m", "signals.measures", database, "--out", out, "--memory", options.memory]
    ours += ["--roles", "PS", "SS", "I", "C"]
    if not options.vigipy:
        for _ in range(options.times):
            print(said("ours", timed(ours)))
        return
    peer = [options.vigipy, PEER, database.with_name("counts.csv")]
    for mine, theirs in in_pairs(ours, peer, options.times):
        print(said("ours", mine), "|", said("vigipy", theirs), "|", f"{theirs.seconds / mine.seconds:.1f} times")


def has_vigipy(python: str) -> bool:
    """Say whether this Python can import vigipy."""
    try:
        return subprocess.run([python, "-c", "import vigipy"], capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


if __name__ == "__main__":
    main()
