"""Write every measure of every pair: `python -m signals.measures data/faers.duckdb --out measures.parquet`."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder


class _WithoutPandas(MetaPathFinder):
    """Keep pandas from being imported into this process.

    DuckDB and Arrow import it where they find it, though nothing here needs it; that takes longer than counting.
    """

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:  # noqa: ARG002  the finder's form
        """Say that there is no pandas; leave every other module to the other finders."""
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


if __name__ == "__main__":
    sys.meta_path.insert(0, _WithoutPandas())
    # The fit multiplies vectors of five numbers; threads for these took half of its time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    from signals.measures.command import main

    sys.exit(main())
