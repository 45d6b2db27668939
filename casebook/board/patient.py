"""The patient at hand, in the casebook's own vocabulary: nothing that identifies, no free text, no dates."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from casebook.board.corrections import Correction, not_among
from casebook.board.criteria import LavagePattern, Share, Sign, criteria
from casebook.keyed import Keyed
from casebook.lavage import CELLS, MOST_TOGETHER_PCT, patterns
from casebook.link_keys import PATIENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from casebook.filters import Parameter
    from casebook.keyed import Value

MOST_PICKED = 6
"""Published cases that the room can look at beside the patient."""

_NOT_STATED = ("", None, ())

_RENAMED = {"suspect IMiD": "suspect drug", "days since its start": "latency (days)"}
"""Names of criteria in older links, and what they are called now."""


class Patient(Keyed):
    """What is stated of the patient: one attribute for each criterion of the codebook; what is blank is not stated.

    `required` names, in words, the criteria on which a case must agree, `picked` the cases for the room. The key in a
    link, and of the widget, is the name of the attribute after "p_".
    """

    @classmethod
    def defaults(cls) -> Mapping[str, Value]:
        """Give for each criterion, for `required` and for `picked` the value that states nothing."""
        asked = {key: criterion.blank for key, criterion in criteria().items() if criterion.asked}
        return {**asked, "required": (), "picked": ()}

    @classmethod
    def from_values(cls, values: Mapping[str, list[str]]) -> tuple[Patient, list[Correction]]:
        """Parse the keys of a link with their values: the patient, and what had to be corrected.

        What cannot be is left out, the rest holds. Keys that are not of a patient are passed over.
        """
        stated: dict[str, Value] = {}
        corrections: list[Correction] = []
        for link_key, texts in values.items():
            if not link_key.startswith(PATIENT_PREFIX):
                continue
            key = link_key.removeprefix(PATIENT_PREFIX)
            if key not in cls.defaults():
                corrections.append(
                    Correction(link_key, ", ".join(texts), "is not asked of a patient, and was left out")
                )
                continue
            stated[key], corrections_of_key = _parse(key, texts)
            corrections += corrections_of_key
        patient = cls(**stated)
        return patient, [*corrections, *patient.contradictions()]

    @classmethod
    def from_widgets(cls, values: Mapping[str, object]) -> Patient:
        """Take the patient from the widgets, which have the keys of a link. A widget without a value states nothing."""
        texts = {
            key: [str(part) for part in (value if isinstance(value, list | tuple) else [value])]
            for key in cls.defaults()
            if (value := values.get(PATIENT_PREFIX + key)) not in (*_NOT_STATED, [])
        }
        return cls(**{key: _parse(key, parts)[0] for key, parts in texts.items()})

    def to_query(self) -> str:
        """Write the part of a link that states this patient again; empty when nothing is stated."""
        pairs: list[tuple[str, str]] = []
        for key, value in self.items().items():
            if value not in _NOT_STATED:
                parts = value if isinstance(value, tuple) else (value,)
                pairs += [(PATIENT_PREFIX + key, str(part)) for part in parts]
        return urlencode(pairs)

    def values(self) -> Mapping[str, Any]:
        """Give each criterion with its value, the pattern of the lavage among them, in their order on the screen."""
        return _values(self)

    def shares(self) -> dict[str, float | None]:
        """Give the share of each cell of the lavage, in percent; None is not stated."""
        return {cell: self.items()[cell] for cell in CELLS}

    def pattern(self) -> tuple[str, ...]:
        """Give the patterns that the lavage may have: one where it is certain, none where nothing is known of it."""
        return patterns(self.shares(), hemorrhage=self.hemorrhage)

    def stated(self) -> list[str]:
        """Name the criteria that are stated, or follow from what is, in their order on the screen."""
        return [key for key, value in self.values().items() if value not in _NOT_STATED]

    def compared(self) -> list[str]:
        """Name the criteria on which cases are compared with this patient, in their order on the screen."""
        return [key for key in self.stated() if criteria()[key].compared]

    def in_words(self) -> dict[str, str]:
        """Say each stated criterion in words, by its key."""
        return {key: f"{criteria()[key].name}: {self.value_in_words(key)}" for key in self.stated()}

    def sentence(self) -> str:
        """Say the whole patient in one sentence."""
        return "; ".join(self.in_words().values()) or "nothing is stated"

    def in_short(self, without: Collection[str] = ()) -> str:
        """Say the patient, without some criteria, as shortly as a line on the screen of a room needs it."""
        values = self.values()
        shortly = [criteria()[key].in_short(values[key]) for key in self.stated() if key not in without]
        return " · ".join(shortly) or ("nothing is stated" if not self.stated() else "nothing more is stated")

    def value_in_words(self, key: str) -> str:
        """Say the value of one criterion in words; empty when it is not stated."""
        value = self.values()[key]
        return "" if value in _NOT_STATED else criteria()[key].value_in_words(value)

    def contradictions(self) -> list[Correction]:
        """Say what cannot be true at once: a lavage whose shares add up to more than all of it."""
        shares = [share for share in self.shares().values() if share is not None]
        if sum(shares) <= MOST_TOGETHER_PCT:
            return []
        added = " + ".join(f"{share} %" for share in shares)
        return [Correction("BAL percentages", added, f"add up to {sum(shares)} %, which is more than all cells")]

    def parameters(self) -> dict[str, Parameter]:
        """Give the patient as the one struct that the macro `compared_cases` takes. None is not stated."""
        parameters: dict[str, Parameter] = {
            "required": [key for key in self.compared() if criteria()[key].name in self.required],
            "hemorrhage": self.hemorrhage or None,
        }
        values = self.values()
        for key, criterion in criteria().items():
            if not isinstance(criterion, Share | Sign):
                parameters |= criterion.parameters(values[key])
        return parameters


def names_of_criteria() -> tuple[str, ...]:
    """Give the names of the criteria in words, which are the values of `required`."""
    return tuple(criterion.name for criterion in criteria().values() if criterion.compared)


def older_names() -> tuple[str, ...]:
    """Give the names that older links require: shares that are now compared together, and what was renamed."""
    return (*_names_of_shares(), *_RENAMED)


def _names_of_shares() -> tuple[str, ...]:
    """Give the names of what is now compared together as the pattern of the lavage."""
    return tuple(criterion.name for criterion in criteria().values() if isinstance(criterion, Share))


def blank_widgets() -> dict[str, list[str] | None]:
    """Give for the key of each widget what it holds when nothing is stated."""
    return {PATIENT_PREFIX + key: [] if value == () else None for key, value in Patient.defaults().items()}


def _parse(key: str, texts: list[str]) -> tuple[Value, list[Correction]]:
    """Parse the values of one key: what they state, and what was corrected."""
    criterion = criteria().get(key)
    if criterion is not None and not isinstance(criterion, LavagePattern):
        return criterion.parse(texts)
    if key == "picked":
        unique = tuple(dict.fromkeys(texts))
        too_many = [
            Correction(key, case, f"was left out: {MOST_PICKED} cases can be picked") for case in unique[MOST_PICKED:]
        ]
        return unique[:MOST_PICKED], too_many
    names, shares = names_of_criteria(), _names_of_shares()
    texts = [_RENAMED.get(text, text) for text in texts]
    corrections = [Correction(key, text, not_among(names)) for text in texts if text not in (*names, *shares)]
    whole = [criterion.name for criterion in criteria().values() if isinstance(criterion, LavagePattern)]
    corrections += [
        Correction(key, text, f"is part of the {', '.join(whole)} now, which was taken")
        for text in texts
        if text in shares
    ]
    required = {*texts, *(whole if any(text in shares for text in texts) else ())}
    return tuple(name for name in names if name in required), corrections


@lru_cache(maxsize=256)  # asked some two hundred times in a run of the board
def _values(patient: Patient) -> Mapping[str, Any]:
    values, pattern = patient.items(), patient.pattern()
    return MappingProxyType({key: values[key] if one.asked else pattern for key, one in criteria().items()})
