"""`python -m signals.measures data/faers.duckdb --out measures.parquet`: every measure of every drug-event pair."""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path

import duckdb

from signals.pairs import count_pairs
from signals.population import COMPARATORS, LIKELIHOODS, ROLES, SUSPECT, Likelihood, Population
from signals.store import ReportsError, open_for_reading


@dataclass(frozen=True)
class Order:
    """What is to be written: which database, where to, over which cells the prior is fitted, and how large."""

    database: Path
    out: Path
    likelihood: Likelihood = "zero cells"
    least: int = 1
    memory: str = "2GB"


def write_measures(order: Order, population: Population) -> str:
    """Write every pair with at least `order.least` reports and all measures; return what is to be said.

    The prior is fitted on all pairs, whatever `order.least` is. The file is written aside and then put in place.
    """
    with (
        tempfile.TemporaryDirectory(dir=order.out.parent, prefix=".measuring-") as scratch,
        ThreadPoolExecutor(1) as pool,
    ):
        connection = open_for_reading(order.database, memory=order.memory, scratch=Path(scratch))
        counting = pool.submit(count_pairs, connection, population)
        from signals import every_pair  # noqa: PLC0415 SciPy takes half a second to import, while DuckDB counts

        pairs = counting.result()
        connection.close()
        if not len(pairs.a):
            return "No pair is left in this population; nothing is written."
        fit = every_pair.fit_prior(pairs, order.likelihood)
        pairs = pairs.at_least(order.least)
        said = every_pair.said_of(fit)
        aside = Path(scratch) / order.out.name
        shrunk = every_pair.shrink(pairs, fit)
        every_pair.write(pairs, shrunk, aside, {"population": repr(population), "prior": said})
        aside.replace(order.out)
    return f"{len(pairs.a):,} pairs of {pairs.n:,} reports are in {order.out}.\n{said}"


def options() -> argparse.ArgumentParser:
    """Return the options of the command."""
    parser = argparse.ArgumentParser(prog="python -m signals.measures", description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the Parquet file to write")
    parser.add_argument("--roles", nargs="+", choices=ROLES, default=SUSPECT, help="roles of the drug (default: PS SS)")
    parser.add_argument("--comparator", choices=COMPARATORS, default="all", help="against which reports (default: all)")
    parser.add_argument("--likelihood", choices=LIKELIHOODS, default=LIKELIHOODS[0], help="of the EBGM prior")
    parser.add_argument("--least", type=int, default=1, metavar="A", help="only pairs with at least A reports")
    parser.add_argument("--no-duplicates", action="store_true", help="without reports that look like copies")
    parser.add_argument("--no-co-cause", action="store_true", help="without reports that name a known co-cause")
    parser.add_argument("--memory", default="2GB", help="how much memory DuckDB may take (default: 2GB)")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 1 where the database cannot be read."""
    given = options().parse_args(arguments)
    population = Population(
        tuple(given.roles), given.comparator, no_co_cause=given.no_co_cause, no_duplicates=given.no_duplicates
    )
    order = Order(given.database, given.out, given.likelihood, given.least, given.memory)
    try:
        said = write_measures(order, population)
    except (ReportsError, duckdb.Error) as fault:
        print(fault, file=sys.stderr)  # noqa: T201 what the command says
        return 1
    print(said)  # noqa: T201 what the command says
    return 0


class WithoutPandas(MetaPathFinder):
    """Keep pandas from being imported into this process.

    DuckDB and Arrow import it where they find it, though nothing here needs it; that takes longer than counting.
    """

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002  the finder's form
        """Say that there is no pandas; leave every other module to the other finders."""
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


if __name__ == "__main__":
    sys.meta_path.insert(0, WithoutPandas())
    sys.exit(main())
