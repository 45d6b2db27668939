"""Every measure of every drug-event pair, as Parquet or CSV: the command `python -m signals.measures`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from common.files import cause_of, written_aside
from signals.measures.pairs import count_pairs
from signals.measures.population import COMPARATORS, LIKELIHOODS, ROLES, SUSPECT, Likelihood, Population
from signals.store import INVENTED, ReportsError, amount_of_memory, open_for_reading, rows_of

FORMATS = (".parquet", ".csv")
"""Endings of a file to write: each is written in its own form."""


@dataclass(frozen=True)
class Order:
    """What is to be written: which database, where to, over which cells the prior is fitted, and how large."""

    database: Path
    out: Path
    likelihood: Likelihood = "zero cells"
    least: int = 1
    memory: str = "2GB"


def write_measures(order: Order, population: Population) -> str:
    """Write every pair with at least `order.least` reports and all measures; give the sentence that says so.

    A population without a pair gives a file without a row, so that no older one is taken for its answer.

    The prior is fitted on all pairs, whatever `order.least` is.
    """
    with (
        tempfile.TemporaryDirectory(dir=order.out.parent, prefix=".measuring-") as scratch,
        ThreadPoolExecutor(1) as pool,
    ):
        connection = open_for_reading(order.database, memory=order.memory, scratch=Path(scratch))
        counting = pool.submit(count_pairs, connection, population)
        from signals.measures import every_pair  # noqa: PLC0415 SciPy takes half a second, while DuckDB counts

        pairs = counting.result()
        invented = bool(rows_of(connection, "is_invented")[0][0])
        connection.close()
    fit = every_pair.fit_prior(pairs, order.likelihood)
    pairs = pairs.at_least(order.least)
    shrunk, fit = every_pair.shrink(pairs, fit)
    remarks = {"population": repr(population), "prior": fit.sentence()}
    note = INVENTED if invented else ""
    with written_aside(order.out) as aside:
        every_pair.write(pairs, shrunk, aside, remarks | ({"note": note} if note else {}))
    left = "" if len(pairs.a) else " No pair is left in this population."
    summary = f"{len(pairs.a):,} pairs of {pairs.n:,} reports are in {order.out}.{left}\n{fit.sentence()}"
    return f"{summary}\n{note.upper()}." if note else summary


def _file_to_write(text: str) -> Path:
    """Give the file to write. Raises ArgumentTypeError where its ending names no form, or its folder is not there."""
    path = Path(text)
    if path.suffix.lower() not in FORMATS:
        message = f"{text} ends in {path.suffix or 'nothing'}; allowed are {' and '.join(FORMATS)}"
        raise argparse.ArgumentTypeError(message)
    if not path.parent.is_dir():
        message = f"{text} cannot be written: there is no folder {path.parent}"
        raise argparse.ArgumentTypeError(message)
    return path


def _options() -> argparse.ArgumentParser:
    """Give the options of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m signals.measures", description="Write every measure of every drug-event pair."
    )
    parser.add_argument("database", type=Path)
    parser.add_argument("--out", type=_file_to_write, required=True, help="the file to write, named *.parquet or *.csv")
    parser.add_argument("--roles", nargs="+", choices=ROLES, default=SUSPECT, help="roles of the drug (default: PS SS)")
    parser.add_argument("--comparator", choices=COMPARATORS, default="all", help="against which reports (default: all)")
    parser.add_argument("--likelihood", choices=LIKELIHOODS, default=LIKELIHOODS[0], help="of the EBGM prior")
    parser.add_argument("--least", type=int, default=1, metavar="A", help="only pairs with at least A reports")
    parser.add_argument("--no-duplicates", action="store_true", help="without reports that look like copies")
    parser.add_argument("--no-co-cause", action="store_true", help="without reports that name a known co-cause")
    parser.add_argument(
        "--memory", type=amount_of_memory, default="2GB", help="how much memory DuckDB may take (default: 2GB)"
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 1 where the database cannot be read."""
    options = _options().parse_args(arguments)
    population = Population(
        tuple(options.roles), options.comparator, no_co_cause=options.no_co_cause, no_duplicates=options.no_duplicates
    )
    order = Order(options.database, options.out, options.likelihood, options.least, options.memory)
    try:
        summary = write_measures(order, population)
    except ReportsError as error:
        print(error, file=sys.stderr)  # noqa: T201 what the command says
        return 1
    except duckdb.Error as error:
        print(f"The pairs of {options.database} cannot be counted: {cause_of(error)}", file=sys.stderr)  # noqa: T201 as above
        return 1
    except OSError as error:
        print(f"{options.out} cannot be written: {cause_of(error)}", file=sys.stderr)  # noqa: T201 as above
        return 1
    print(summary)  # noqa: T201 what the command says
    return 0
