"""Check the codebook, or write the JSON Schema of a case file: `python -m casebook.codebook --json-schema`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.codebook import CODEBOOK, FaultyCodebookError, codebook, in_numbers
from casebook.curation.model import json_schema

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, and say so. Exit status: 0, or 1 when the codebook has faults."""
    parser = argparse.ArgumentParser(prog="python -m casebook.codebook", description="Check data/codebook.")
    parser.add_argument(
        "--json-schema", action="store_true", help="write the JSON Schema of a case file to standard output"
    )
    parser.add_argument("--folder", type=Path, default=CODEBOOK, help="folder of the codebook (default: data/codebook)")
    asked = parser.parse_args(arguments)
    try:
        book = codebook(asked.folder)
    except FaultyCodebookError as error:
        print(*error.faults, sep="\n", file=sys.stderr)
        print(f"{in_numbers(error.faults)}.", file=sys.stderr)
        return 1
    if asked.json_schema:
        print(json.dumps(json_schema(book), indent=1, ensure_ascii=False))
        return 0
    terms = sum(map(len, book.lists.values()))
    print(f"The codebook has no fault: {len(book.facts)} facts, {terms} terms in {len(book.lists)} lists.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
