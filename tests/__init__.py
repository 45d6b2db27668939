"""Tests of the whole. Every process that runs them answers from databases of its own, never from those under data/.

The environment variables are read when casebook.store and signals.store are imported, which is after this file; the
servers and commands that a test starts inherit them.
"""

import atexit
import os
import tempfile
from pathlib import Path

DATABASES = tempfile.TemporaryDirectory(prefix="casebook-tests-")
"""The folder of both databases; removed when the process ends."""

# A worker of pytest-xdist may end without pytest_unconfigure; then Python would warn of a folder left behind.
atexit.register(DATABASES.cleanup)

os.environ["CASEBOOK"] = str(Path(DATABASES.name) / "casebook.duckdb")
os.environ["REPORTS"] = str(Path(DATABASES.name) / "reports" / "faers.duckdb")
