"""How long the literature watch takes: to read a file, to look for duplicates, and for one decision of a screener.

    python -m bench.literature

Records are made up: titles of 8 to 16 words and abstracts of 200, one in ten of them of the words that are looked for.
Prints seconds, and beside them the most that it may be.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import TYPE_CHECKING

from literature.decisions import INCLUDE, Decision
from literature.duplicates import find_pairs
from literature.imports import Import
from literature.readers import read_file
from literature.screening import State
from literature.words import words
from registry.kinds import SCREENED

if TYPE_CHECKING:
    from literature.record import Record

_OTHERS = ("patients", "with", "the", "and", "after", "treatment", "myeloma", "clinical", "report", "study", "severe")


def made_up(records: int, chance: random.Random) -> bytes:
    """Write so many records as PubMed exports them."""
    known = [*words().drugs, *words().lung]
    lines = []
    for number in range(1, records + 1):
        title = " ".join(_words(chance.randint(8, 16), known, chance))
        abstract = " ".join(_words(200, known, chance))
        lines += [
            *(f"PMID- {number}", "OWN - NLM", f"DP  - {chance.randint(1998, 2026)} Mar"),
            *(f"TI  - {title}", f"AB  - {abstract}", "AU  - Doe J", "JT  - Journal of Tests"),
            *(f"LID - 10.99999/test.{number} [doi]", ""),
        ]
    return "\n".join(lines).encode()


def _words(number: int, known: list[str], chance: random.Random) -> list[str]:
    return [
        chance.choice(known) if chance.random() < 1 / 10 else f"{chance.choice(_OTHERS)}{chance.randint(0, 500)}"
        for _ in range(number)
    ]


def main() -> None:
    """Measure what the command line says, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=int, default=10_000, help="records of the file that is read")
    parser.add_argument("--new", type=int, default=300, help="records that are compared")
    parser.add_argument("--known", type=int, default=20_000, help="records with which they are compared")
    chosen = parser.parse_args()
    chance = random.Random(19)  # noqa: S311  the same records at each run
    content = made_up(chosen.file, chance)
    begun = time.perf_counter()
    read_file("made_up.nbib", content)
    print(f"read {chosen.file:,} records: {time.perf_counter() - begun:.1f} s (at most 5)")
    known = _named(1, read_file("known.nbib", made_up(chosen.known, chance)).records)
    new = _named(2, read_file("new.nbib", made_up(chosen.new, chance).replace(b"PMID- ", b"PMID- 9")).records)
    begun = time.perf_counter()
    find_pairs(new, known)
    print(f"compare {chosen.new:,} with {chosen.known:,}: {time.perf_counter() - begun:.1f} s (at most 10)")
    imports = [Import(1, "", "", {}, known, ()), Import(2, "", "", {}, new, ())]
    decisions = [Decision(n, "", "p.doe", SCREENED, name, INCLUDE) for n, name in enumerate(known, 1)]
    taken = []
    for _ in range(6):
        begun = time.perf_counter()
        State(imports, decisions).queue("p.doe")
        taken.append(time.perf_counter() - begun)
    print(
        f"the next of {chosen.new:,} records, {chosen.known:,} decided: {min(taken):.2f} s, at first {taken[0]:.2f} s"
    )


def _named(number: int, records: tuple[Record, ...]) -> dict[str, Record]:
    return {f"{number}-{place}": record for place, record in enumerate(records, 1)}


if __name__ == "__main__":
    main()
