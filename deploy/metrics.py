"""Write what an administrator watches as a textfile of node_exporter, from cron or a timer.

    .venv/bin/python -m deploy.metrics /var/lib/prometheus/node-exporter/casebook.prom --backups /var/backups/casebook

Age of the release, last event of the registry, whether its chain is whole, age of the newest backup. The figures of the
server itself (sessions, memory) are at /_stcore/metrics, for programs on the machine alone.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import datetime
from pathlib import Path

from casebook.store import CASEBOOK
from common.files import write_whole

MEANINGS = {
    "casebook_release_age_seconds": "Time since the case file was built.",
    "casebook_registry_events": "Events in the registry.",
    "casebook_registry_whole": "1 where the chain of the registry is whole, else 0.",
    "casebook_registry_last_event_age_seconds": "Time since the last event.",
    "casebook_backup_age_seconds": "Time since the newest backup.",
}


def figures(backups: Path | None) -> dict[str, float]:
    """Give each figure by its name; what is not there is left out, for which an alert can be set."""
    now = time.time()
    found: dict[str, float] = {}
    if CASEBOOK.exists():
        found["casebook_release_age_seconds"] = now - CASEBOOK.stat().st_mtime
    if os.environ.get("SIGN_IN"):
        from registry import store  # noqa: PLC0415  it needs what is installed for sign-in alone

        chain = store.check()
        found["casebook_registry_events"] = chain.events
        found["casebook_registry_whole"] = float(not chain.fault)
        for at in store.find(most=1)["at"]:
            found["casebook_registry_last_event_age_seconds"] = now - datetime.fromisoformat(at).timestamp()
    ages = [now - path.stat().st_mtime for path in (backups.glob("casebook_*.tar.gz") if backups else ())]
    return found | ({"casebook_backup_age_seconds": min(ages)} if ages else {})


def main() -> None:
    """Write the file that the command line names, whole."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("into", type=Path)
    parser.add_argument("--backups", type=Path)
    chosen = parser.parse_args()
    lines = [
        f"# HELP {name} {MEANINGS[name]}\n# TYPE {name} gauge\n{name} {value:.0f}\n"
        for name, value in figures(chosen.backups).items()
    ]
    write_whole(chosen.into, "".join(lines).encode())
    chosen.into.chmod(0o644)  # node_exporter reads it as another user


if __name__ == "__main__":
    main()
