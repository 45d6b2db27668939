"""The registry from a terminal: `python -m registry check`, `last`, `export`, `backup FOLDER`, `restore FOLDER`.

The environment variable REGISTRY names the database, as SQLAlchemy writes addresses; without it data/registry.sqlite.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from registry import chain, store
from registry.backup import back_up, restore
from registry.errors import RegistryError


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; returns 0, or 1 where the chain has a fault or does not hold a hash."""
    parser = argparse.ArgumentParser(prog="python -m registry", description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("command", choices=("check", "last", "export", "backup", "restore"))
    parser.add_argument("folder", nargs="?", type=Path, help="of the copy, with backup and restore")
    parser.add_argument("--holds", metavar="HASH", help="with check: a hash that was printed or kept elsewhere")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "check":
            return _check(chosen.holds)
        if chosen.command in {"backup", "restore"} and chosen.folder is None:
            parser.error(f"{chosen.command} needs a folder")
        if chosen.command == "last":
            print(store.last().last)
        elif chosen.command == "backup":
            print(back_up(chosen.folder))
        elif chosen.command == "restore":
            restore(chosen.folder)
        else:
            written = csv.writer(sys.stdout)
            written.writerow(store.COLUMNS)
            written.writerows(store.every_event())
    except RegistryError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check(held: str | None) -> int:
    """Check the chain, and that an event has the hash `held`, of which the first digits are enough."""
    events = list(store.every_event())
    checked = chain.check(events)
    if checked.fault:
        print(f"{checked.fault} Up to event {checked.events} the chain is whole.")
        return 1
    hashes = (chain.BEGINNING, *(event.hash for event in events))
    if held and not any(known.startswith(held.lower()) for known in hashes):
        print(f"No event has the hash {held}: events were removed, or the chain was written anew.")
        return 1
    print(f"{checked.events} events, whole; last hash {checked.last}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
