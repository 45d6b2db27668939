"""The reader's filters: what a link, a widget and a command line say, in one frozen value."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from casebook.filters import LinkFault, TermsFilter, allowed, filters, terms_of
from casebook.keyed import Keyed
from casebook.link_keys import CASES, LOCAL, PAGE_KEYS, PATIENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casebook.filters import Parameter
    from casebook.keyed import Value


class Selection(Keyed):
    """The filters. An empty one leaves every case; terms of one are alternatives; all of them combine by "and".

    It has one attribute for each filter of the codebook: a tuple of terms, a range of whole numbers with both ends
    included, an answer, or a text. Attributes, keys of a link and keys of widgets have the same names.
    """

    @classmethod
    def defaults(cls) -> Mapping[str, Value]:
        """Give for each filter the value that leaves every case, in the order in which filters are named."""
        return {key: record.default for key, record in filters().items()}

    @classmethod
    def from_query(cls, query: str) -> tuple[Selection, list[LinkFault]]:
        """Parse the query part of a link, or a whole link: the filters it names, and its faults.

        A faulty value is left out, the rest holds. Keys that are no filter are faults too.
        """
        values: dict[str, list[str]] = {}
        for key, value in parse_qsl(_query_part(query), keep_blank_values=True):
            values.setdefault(key, []).append(value)
        return cls.from_values(values)

    @classmethod
    def from_values(cls, values: Mapping[str, list[str]]) -> tuple[Selection, list[LinkFault]]:
        """Parse keys with their values: the filters they name, and their faults."""
        chosen: dict[str, Value] = {}
        faults: list[LinkFault] = []
        for key, texts in values.items():
            if key in filters():
                value, faults_of_key = filters()[key].parse(texts)
                faults += faults_of_key
                if value is not None:
                    chosen[key] = value
            elif key not in PAGE_KEYS and not key.startswith(PATIENT_PREFIX):
                faults.append(LinkFault(key, ", ".join(texts), allowed(key, filters())))
        return cls(**chosen), faults

    @classmethod
    def of_one_term(cls) -> list[Selection]:
        """Give what one click makes of no filter: for each term that stands open in the sidebar, that term alone."""
        offered = [record for record in filters().values() if record.place == "sidebar"]
        return [cls(**{of.key: (term,)}) for of in offered if isinstance(of, TermsFilter) for term in of.terms]

    def to_query(self) -> str:
        """Write the query part of the link that reproduces this view; empty when nothing is filtered."""
        values = self.items()
        pairs: list[tuple[str, str]] = []
        for key in self.active():
            value = values[key]
            parts = value if isinstance(value, tuple) else (value,)
            pairs += [(key, str(part).lower() if isinstance(part, bool) else str(part)) for part in parts]
        return urlencode(pairs)

    def active(self) -> list[str]:
        """Name the filters that differ from "every case", in their order."""
        defaults = self.defaults()
        return [key for key, value in self.items().items() if value != defaults[key]]

    def without(self, *keys: str) -> Selection:
        """Take filters off."""
        defaults = self.defaults()
        return self.replace(**{key: defaults[key] for key in keys})

    def in_words(self) -> dict[str, str]:
        """Say each active filter in words, by its key."""
        values = self.items()
        return {key: filters()[key].in_words(values[key], values) for key in self.active()}

    def sentence(self) -> str:
        """Say all filters in one sentence."""
        return "; ".join(self.in_words().values()) or "no filter"

    def parameters(self) -> dict[str, Parameter]:
        """Give the filters as the one struct that the macro `selected_cases` takes.

        A filter that is not set, and an open end, is None: bound as a NULL it leaves the plan of the question.
        """
        parameters: dict[str, Parameter] = {}
        for key, value in self.items().items():
            parameters |= filters()[key].parameters(value)
        return parameters


def is_of_local_cases(query: str) -> bool:
    """Say whether the query part of a link, or a whole link, speaks of the hospital's own cases."""
    return (CASES, LOCAL) in parse_qsl(_query_part(query))


def query_of_local_cases(selection: Selection) -> str:
    """Write the query part of the link of the hospital's own cases that these filters leave."""
    return "&".join(part for part in (urlencode({CASES: LOCAL}), selection.to_query()) if part)


def every_case() -> Selection:
    """Give the filters that leave every case of a release, also those that stand apart."""
    return Selection(counts=terms_of("counts"))


def _query_part(link: str) -> str:
    return urlsplit(link).query if "?" in link or "://" in link else link
