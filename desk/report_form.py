"""A case as the report form of CIOMS (CIOMS I, 26 boxes), filled as far as the case says.

Council for International Organizations of Medical Sciences, International Reporting of Adverse Drug Reactions, Geneva
1990. Nothing is inferred: what a case does not say is "not known". The one real date, that of the onset, is typed when
the form is printed, and is kept nowhere. The same case, date and release give the same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typst

from casebook.board.letters import FAMILIES, fonts, scripts_missing
from casebook.codebook import LISTS, NOT_APPLICABLE, codebook
from casebook.curation.records import day, names_all
from casebook.curation.rows import in_words
from desk.errors import DeskError
from desk.narrative import NOT_KNOWN, narrative

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    Case = Mapping[str, Any]

_PAGE = Path(__file__).with_name("report_form.typ")
_SERIOUS = {
    "death": "patient died",
    "life-threatening": "life threatening",
    "hospitalization": "involved or prolonged inpatient hospitalisation",
    "disability": "involved persistent or significant disability or incapacity",
    "medically important": "other medically important condition",
}
"""By criterion of the codebook, box of the form."""

_DIED = "died of the lung injury"
_ABATED = {
    "yes": codebook().counting_as("better", "outcome"),
    "no": codebook().counting_as("not better", "outcome"),
}
_OTHERS = " (others not known)"
_REAPPEARED = {"yes": ("recurred",), "no": ("did not recur",)}
_OF_HISTORY = (
    *("comorbidity", "prior_lung_disease", "smoking", "pack_years", "prior_lines", "prior_imid", "prior_imid_drugs"),
)


class Box(NamedTuple):
    """A box of the form: its number and title, and what stands in it."""

    number: str
    title: str
    content: str


def boxes(case: Case, onset: date | None) -> list[Box]:
    """Fill the boxes of the form in their order; `onset` is typed by whoever prints it, None where it is not known."""
    return [
        Box("1", "Patient initials", "PRIVACY"),
        Box("1a", "Country", NOT_KNOWN),
        Box("2", "Date of birth", "PRIVACY"),
        Box("2a", "Age (years)", _age(case)),
        Box("3", "Sex", _value(case, "sex")),
        Box("4-6", "Reaction onset", onset.isoformat() if onset else NOT_KNOWN),
        Box("7 + 13", "Describe reaction(s), including relevant tests and laboratory data", narrative(case)),
        Box("8-12", "Check all appropriate to adverse reaction", _seriousness(case)),
        Box("14", "Suspect drug(s), generic name", _suspects(case)),
        Box("15", "Daily dose(s)", _value(case, "dose")),
        Box("16", "Route(s) of administration", NOT_KNOWN),
        Box("17", "Indication(s) for use", _value(case, "indication")),
        Box("18", "Therapy dates (from / to)", _therapy(case)),
        Box("19", "Therapy duration", _value(case, "latency_reported", "until the reaction: ")),
        Box("20", "Did reaction abate after stopping drug?", _after(case, "drug_discontinued", "outcome", _ABATED)),
        Box(
            "21",
            "Did reaction reappear after reintroduction?",
            _after(case, "rechallenge", "rechallenge_result", _REAPPEARED),
        ),
        Box("22", "Concomitant drug(s), without those used to treat the reaction", _concomitant(case)),
        Box("23", "Other relevant history", _history(case)),
        Box("24a", "Name and address of manufacturer", NOT_KNOWN),
        Box("24b", "Manufacturer control number", NOT_KNOWN),
        Box("24c", "Date received by manufacturer", NOT_KNOWN),
        Box("24d", "Report source", NOT_KNOWN),
        Box("25a", "Date of this report", NOT_KNOWN),
        Box("25b", "Report type", NOT_KNOWN),
        Box("26", "Details of the reporter", NOT_KNOWN),
    ]


def report_form(case: Case, onset: date | None, release: str) -> bytes:
    """Make the form as a PDF of one or more A4 pages, each with the local release at its foot.

    Raises DeskError, which says why it cannot be made.
    """
    content = {
        "families": list(FAMILIES),
        "case": case.get("case_name") or case["case_id"],
        "release": release,
        "boxes": [box._asdict() for box in boxes(case, onset)],
        "missing": ", ".join(scripts_missing([box.content for box in boxes(case, onset)])),
    }
    # The day of the case stands for the time at which the file was made, so that the same case gives the same bytes.
    made = datetime.combine(day(case["changed"]), time(), UTC)
    try:
        page = typst.Compiler(str(_PAGE), font_paths=fonts()).compile(
            format="pdf", sys_inputs={"page": json.dumps(content)}, timestamp=made
        )
    except (typst.TypstError, OSError) as error:
        message = f"The form cannot be made: {error}."
        raise DeskError(message) from error
    if not isinstance(page, bytes):
        message = "The form cannot be made: it did not come out as one file."
        raise DeskError(message)
    return page


def _answer(case: Case, name: str) -> Any:  # noqa: ANN401  a fact holds a number, a text or a list
    """Give the value of a fact, None where it has none."""
    return case["facts"].get(name, {}).get("value")


def _value(case: Case, name: str, before: str = "") -> str:
    entry = case["facts"].get(name, {})
    if entry.get("state") == NOT_APPLICABLE:
        return NOT_APPLICABLE
    return f"{before}{in_words(entry['value'])}" if "value" in entry else NOT_KNOWN


def _listed(case: Case, name: str) -> str:
    """Give what a list names, or that it names nothing; and whether the source names more."""
    entry = case["facts"].get(name, {})
    if "value" not in entry:
        return _value(case, name)
    is_complete = names_all(entry)
    if not entry["value"]:
        return "none" if is_complete else NOT_KNOWN
    return in_words(entry["value"]) + ("" if is_complete else _OTHERS)


def _seriousness(case: Case) -> str:
    """Tick the criteria that the case names; those that it does not name are not known, unless it denies them."""
    entry = case["facts"].get("seriousness", {})
    if _answer(case, "outcome") == _DIED:
        entry = {**entry, "value": [*entry.get("value", []), "death"]}
    named, denied = entry.get("value", []), entry.get("denied", [])
    is_complete = "value" in entry and names_all(entry)
    answers = [
        f"{title}: {'yes' if term in named else 'no' if term in denied or is_complete else NOT_KNOWN}"
        for term, title in _SERIOUS.items()
    ]
    return "; ".join([*answers, f"congenital abnormalities: {NOT_KNOWN}"])


def _age(case: Case) -> str:
    """Give the age; where none is kept, what the note says in its place, as of a patient who is over 89."""
    age, note = _value(case, "age_years"), case["facts"].get("age_years", {}).get("note")
    return f"{age} ({note})" if age == NOT_KNOWN and note else age


def _suspects(case: Case) -> str:
    """Name the IMiDs, and in a line of their own the co-suspect drugs; and of each whether these are all."""
    imids = case["facts"].get("suspect_imids", {})
    named = dict.fromkeys(filter(None, (_answer(case, "drug"), *imids.get("value", ()))))
    others = "" if "value" not in imids or names_all(imids) else _OTHERS
    co_suspects = _listed(case, "co_suspect_drugs")
    return f"{in_words([*named]) if named else NOT_KNOWN}{others}\nco-suspect drugs: {co_suspects}"


def _therapy(case: Case) -> str:
    """Say how long before the reaction the drug began: the form has no date but that of the onset."""
    latency = _value(case, "latency_reported")
    began = f"began before the reaction by: {latency}" if latency != NOT_KNOWN else f"began: {NOT_KNOWN}"
    stopped = _value(case, "drug_discontinued")
    return f"{began}; stopped: {stopped}{'' if stopped != 'yes' else f', date {NOT_KNOWN}'}"


def _after(case: Case, done: str, result: str, answers: Mapping[str, tuple[str, ...]]) -> str:
    """Answer boxes 20 and 21: yes, no, not applicable where the drug was not stopped or given again, or not known."""
    answer = _answer(case, done)
    if answer == "no":
        return "not applicable"
    if answer != "yes":
        return NOT_KNOWN
    return next((box for box, terms in answers.items() if _answer(case, result) in terms), NOT_KNOWN)


def _concomitant(case: Case) -> str:
    regimen, others = _listed(case, "concomitant_antineoplastic"), _listed(case, "co_medication")
    return f"of the regimen: {regimen}; other drugs: {others}; dates: {NOT_KNOWN}"


def _history(case: Case) -> str:
    """Gather what is known of the patient from before."""
    return "; ".join(_past(case))


def _past(case: Case) -> Iterator[str]:
    book = codebook()
    for name in _OF_HISTORY:
        answer = _listed if book.facts[name].kind in LISTS else _value
        yield f"{book.facts[name].label}: {answer(case, name)}"
