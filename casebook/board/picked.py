"""The patient and the picked cases side by side in short words: what is known first, what is not known after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from casebook.codebook import NOT_APPLICABLE, UNKNOWN
from casebook.contradictions import CONTRADICTED
from casebook.lavage import CELLS, patterns_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.board.bands import Board
    from casebook.board.patient import Patient

COLUMNS = (
    "Case",
    "Lung (L lymphocytes, E eosinophils, N neutrophils, M macrophages)",
    "Treated and ended",
    "Given again, death",
)
"""What stands above the cells of a row."""

LETTERS = (1.0, 0.9, 0.8)
"""Sizes of letters of the picked cases, beside those of the screen: 20 px at 1280 x 800, 28 px at 1920 x 1080."""

WIDTHS = (18, 28, 15, 13)
"""Letters that a line of each column holds at size 1 at 1280 x 800, where the columns are narrowest."""

MOST_LINES = 24
"""Lines of size 1 for which the screen has room."""

_KIND = ("lung_injury_kind",)

OF_PATIENT = ("drug", "days", "ct_patterns", "ct_distribution", "lavage", "infection", "kind", "steroid")
"""Keys of the criteria that stand in the row of the patient; the cells of the lavage stand in its pattern."""


class Phrase(NamedTuple):
    """What is said of one thing: its name, for where it is not known; the words; the facts on which they rest."""

    name: str
    words: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: phrases of what is known, and the names of what is not, by the state in which it is."""

    known: tuple[str, ...] = ()
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say all of it in one line."""
        return " · ".join((*self.known, *self.not_known))

    @property
    def not_known(self) -> tuple[str, ...]:
        """Say what is not known, one phrase a state: "not read: kind, CT"."""
        return tuple(f"{state}: {', '.join(names)}" for state, names in self.unknown.items())


@dataclass(frozen=True, slots=True)
class Row:
    """The patient, or one picked case: its name for readers, and a cell for each column but the first.

    `case_id` is empty for the patient. `shares` are those of the lavage in percent, in the order of the cells.
    `contradicted` names the facts on which the source contradicts itself, whether they stand in a cell or not.
    """

    name: str
    case_id: str
    head: str
    cells: tuple[Cell, ...]
    shares: tuple[float | None, ...]
    contradicted: tuple[str, ...] = ()


def letters_for(rows: list[Row]) -> float:
    """Give the size of letters, beside those of the screen, with which all rows have room: the largest of LETTERS.

    A line of a column holds WIDTHS letters, and more of smaller ones.
    """
    for size in LETTERS:
        lines = sum(
            max(
                len(wrap(text, int(width / size)))
                for text, width in zip((f"{row.name} {row.head}", *map(str, row.cells)), WIDTHS, strict=True)
            )
            for row in rows
        )
        if lines * size <= MOST_LINES:
            return size
    return LETTERS[-1]


def side_by_side(board: Board) -> list[Row]:
    """Give the patient first, then the picked cases in their order."""
    conflicts: dict[str, dict[str, str]] = {}
    for case, fact, label in board.contradicted.select("case_id", "fact", "label").rows():
        conflicts.setdefault(case, {})[fact] = label
    return [
        _of_patient(board.patient),
        *(_of_case(case, conflicts.get(case["case_id"], {})) for case in board.picked.iter_rows(named=True)),
    ]


def _of_patient(patient: Patient) -> Row:
    stated = {key: patient.value_in_words(key) for key in patient.stated()}
    shares = tuple(patient.shares().values())
    lavage = _lavage(patterns_in_words(patient.pattern()), shares, "")
    ct = ", ".join(stated[key] for key in ("ct_patterns", "ct_distribution") if key in stated)
    lung = [
        Phrase("kind", stated.get("kind", ""), ()),
        Phrase("CT", f"CT: {ct}" if ct else "", ()),
        Phrase("lavage", f"lavage: {lavage}" if lavage else "", ()),
        Phrase("infection", _answer(stated.get("infection", ""), "infection excluded", "infection not excluded"), ()),
    ]
    steroid = _answer(stated.get("steroid", ""), "steroid", "no steroid")
    treated = [Phrase("steroid", steroid, ())]
    head = [patient.drug, "" if patient.days is None else f"day {patient.days}"]
    return Row(
        "This patient",
        "",
        " · ".join(part for part in head if part) or "neither drug nor day stated",
        (_cell_of_patient(lung), _cell_of_patient(treated), Cell()),
        shares,
    )


def _cell_of_patient(phrases: list[Phrase]) -> Cell:
    silent = tuple(phrase.name for phrase in phrases if not phrase.words)
    return Cell(
        tuple(phrase.words for phrase in phrases if phrase.words),
        {"not stated": silent} if silent else {},
    )


def _of_case(case: dict[str, str], conflicts: Mapping[str, str]) -> Row:
    shares = tuple(None if case[cell] in (*UNKNOWN, NOT_APPLICABLE) else float(case[cell]) for cell in CELLS)
    in_a_cell: set[str] = set()

    def cell(*phrases: Phrase) -> Cell:
        in_a_cell.update(fact for phrase in phrases for fact in phrase.facts)
        return _cell(phrases, conflicts)

    latency = Phrase("latency", case["latency"], ("latency_value", "latency_days", "latency_unit", "latency_reported"))
    head = cell(latency)
    cells = (
        cell(
            Phrase("kind", _worded(case["kind"], "kind {}" if case["kind"] == "unspecified" else "{}"), _KIND),
            *_ct(case),
            _lavage_of_case(case, shares),
            Phrase(
                "infection",
                _answer(case["infection_excluded"], "infection excluded", "infection not excluded"),
                ("infection_excluded",),
            ),
        ),
        cell(
            Phrase("stop", _answer(case["stopped"], "stopped", "not stopped"), ("drug_discontinued",)),
            Phrase("steroid", _answer(case["steroid"], "steroid", "no steroid"), ("steroid_for_event",)),
            Phrase("pace", _worded(case["pace"], "{} pace"), ("pace_of_recovery",)),
            Phrase("outcome", case["outcome"], ("outcome",)),
        ),
        cell(
            Phrase("rechallenge", _again(case["rechallenge_outcome"]), ("rechallenge", "rechallenge_result")),
            _another(case),
            Phrase(
                "death", _answer(case["death_any_cause"], "died, of any cause", "did not die"), ("death_any_cause",)
            ),
        ),
    )
    beside = [label for fact, label in conflicts.items() if fact not in in_a_cell]
    name = f"{case['case_name']}{f' {CONTRADICTED}' if beside else ''}"
    heading = " · ".join((case["drug"], str(head), f"read: {case['read_as']}"))
    return Row(name, case["case_id"], heading, cells, shares, tuple(conflicts.values()))


def _cell(phrases: tuple[Phrase, ...], conflicts: Mapping[str, str]) -> Cell:
    """Part what is known from what is not; a phrase has the mark where its source contradicts itself on it."""
    known, unknown = [], {}
    for phrase in phrases:
        mark = f" {CONTRADICTED}" if any(fact in conflicts for fact in phrase.facts) else ""
        if phrase.words in UNKNOWN:
            unknown.setdefault(phrase.words, []).append(f"{phrase.name}{mark}")
        elif phrase.words != NOT_APPLICABLE:
            known.append(f"{phrase.words}{mark}")
    return Cell(tuple(known), {state: tuple(unknown[state]) for state in UNKNOWN if state in unknown})


def _ct(case: dict[str, str]) -> list[Phrase]:
    """Say patterns and distribution, together where both are known, or unknown alike."""
    patterns, distribution = case["ct_patterns"], case["ct_distribution"]
    both = ("ct_patterns", "ct_distribution")
    if patterns == distribution:
        return [Phrase("CT", _worded(patterns, "CT: {}"), both)]
    if _is_known(patterns) and _is_known(distribution):
        return [Phrase("CT", f"CT: {patterns}; {distribution}".replace("; ", ", "), both)]
    return [
        Phrase(name, _worded(words, "CT: {}").replace("; ", ", "), (fact,))
        for name, fact, words in zip(("CT pattern", "CT distribution"), both, (patterns, distribution), strict=True)
    ]


def _lavage_of_case(case: dict[str, str], shares: tuple[float | None, ...]) -> Phrase:
    facts = ("bal_performed", "bal_pattern", "bal_impression", *(f"bal_{cell}_pct" for cell in CELLS))
    if case["bal_performed"] == "no":
        return Phrase("lavage", "no lavage", facts)
    pattern = case["bal_pattern"] if _is_known(case["bal_pattern"]) else ""
    words = case["bal_impression"].replace("; ", ", ") if _is_known(case["bal_impression"]) else ""
    result = _lavage(pattern.replace("; ", " or "), shares, words)
    if result:
        return Phrase("lavage", f"lavage: {result}", facts)
    return Phrase("lavage result" if case["bal_performed"] == "yes" else "lavage", case["bal_pattern"], facts)


def _lavage(pattern: str, shares: tuple[float | None, ...], words: str) -> str:
    """Write the pattern with the known shares beside it, or with the words of the source where it gives no share."""
    if any(share is not None for share in shares):
        letters = (cell[0].upper() for cell in CELLS)
        of_cells = zip(letters, shares, strict=True)
        beside = " ".join(f"{letter} {share:.12g}" for letter, share in of_cells if share is not None) + " %"
    else:
        beside = words
    return f"{pattern} ({beside})" if pattern and beside else pattern or beside


def _another(case: dict[str, str]) -> Phrase:
    facts = ("later_other_imid", "later_other_imid_result", "later_other_imid_drugs")
    answer, result, drugs = case["later_other_imid"], case["later_other_imid_result"], case["later_other_imid_drugs"]
    if answer == "no":
        return Phrase("another IMiD", "no other IMiD", facts)
    if answer != "yes":
        return Phrase("another IMiD", answer, facts)
    which = drugs.replace("; ", ", ") if _is_known(drugs) else "another IMiD"
    ending = result if result in {"recurred", "did not recur"} else "result not known"
    return Phrase("another IMiD", f"{which}: {ending}", facts)


def _again(result: str) -> str:
    return result if not _is_known(result) else f"rechallenge: {result.removeprefix('done, ')}"


def _answer(answer: str, yes: str, no: str) -> str:
    return {"yes": yes, "no": no}.get(answer, answer)


def _worded(answer: str, words: str) -> str:
    return words.format(answer) if _is_known(answer) else answer


def _is_known(words: str) -> bool:
    return words not in (*UNKNOWN, NOT_APPLICABLE)
