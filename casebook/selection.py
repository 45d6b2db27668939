"""The reader's filters: what a link, a widget and a command line say, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_LATENCY = 3650
"""Upper end of the latency filter, in days. The ends of the range are open: 3650 means "or later"."""

_UNKNOWN = ("not reported", "not read")

SYMPTOMS = (
    *("dyspnea", "cough", "fever", "hypoxemia", "respiratory failure", "chest pain", "hemoptysis", "lethargy"),
    *("constitutional symptoms", "rash"),
)
CT_PATTERNS = (
    *("ground-glass opacities", "consolidation", "diffuse alveolar opacities", "interstitial infiltrates"),
    *("centrilobular infiltrates", "nodules", "interlobular septal thickening", "fibrosis", "pleural effusion"),
)
CT_DISTRIBUTIONS = ("bilateral", "diffuse", "apical", "upper", "mid-to-upper", "lower", "peripheral", "random")

TERMS: Mapping[str, tuple[str, ...]] = {
    "drug": ("thalidomide", "lenalidomide", "pomalidomide"),
    "prior_imid": ("yes", "no", *_UNKNOWN),
    "steroid": ("yes", "no", *_UNKNOWN),
    "rechallenge": ("recurred", "did not recur", "done, outcome unknown", "not attempted", *_UNKNOWN),
    "onset": ("abrupt", "progressive", "asymptomatic", *_UNKNOWN),
    "outcome": (
        "resolved",
        "improved",
        "improved with residual fibrosis",
        "stable",
        "worsened",
        "died of the lung injury",
        *_UNKNOWN,
    ),
    "finding": (
        *SYMPTOMS,
        *CT_PATTERNS,
        *CT_DISTRIBUTIONS,
    ),
    "read_as": (
        "full text",
        "secondary table",
        "abstract",
        "abstract and opening of the article",
        "opening of the article",
    ),
}
"""Filter and its terms, in the order in which they are shown. An interface: links in use rely on both."""

NAMES: Mapping[str, str] = {
    "drug": "suspect drug",
    "prior_imid": "prior IMiD exposure",
    "steroid": "steroid for the lung event",
    "rechallenge": "rechallenge",
    "onset": "onset",
    "outcome": "outcome",
    "finding": "finding",
    "read_as": "read as",
    "latency": "latency",
    "latency_unknown": "unknown latency",
    "q": "text",
}
"""Filter and its name in words."""


PAGE_KEYS = frozenset({"case", "compare", "view", "release"})
"""Keys of a link that belong to one page and filter nothing."""

PATIENT_PREFIX = "p_"
"""How the keys of a link begin that speak of the patient at hand (casebook/patient.py). They filter nothing either."""


class Fault(NamedTuple):
    """A part of a link that is not a filter: what stood there, and what is allowed."""

    key: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.key}={self.found} is not a filter: {self.allowed}" if self.found else f"{self.key}: {self.allowed}"
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters. An empty one leaves every case; terms of one are alternatives; all of them combine by "and".

    `latency` holds whole days, both ends included; `latency_unknown` says whether cases of unknown latency stay,
    whatever the range. Fields, URL keys and widget keys have the same names.
    """

    drug: tuple[str, ...] = ()
    prior_imid: tuple[str, ...] = ()
    steroid: tuple[str, ...] = ()
    rechallenge: tuple[str, ...] = ()
    onset: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    finding: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()
    latency: tuple[int, int] = (0, LONGEST_LATENCY)
    latency_unknown: bool = True
    q: str = ""

    @classmethod
    def from_query(cls, query: str) -> tuple[Selection, list[Fault]]:
        """Read the query part of a link, or a whole link: the filters it names, and its faults.

        A faulty value is left out, the rest holds. Keys that are no filter are faults too.
        """
        said: dict[str, list[str]] = {}
        for key, value in parse_qsl(_query_part(query), keep_blank_values=True):
            said.setdefault(key, []).append(value)
        return cls.from_values(said)

    @classmethod
    def from_values(cls, said: Mapping[str, list[str]]) -> tuple[Selection, list[Fault]]:
        """Read keys with their values: the filters they name, and their faults."""
        known = [field.name for field in fields(cls)]
        chosen: dict[str, tuple[str, ...] | tuple[int, int] | bool | str] = {}
        faults: list[Fault] = []
        for key, values in said.items():
            if key in TERMS:
                terms = TERMS[key]
                faults += [Fault(key, value, _allowed(value, terms)) for value in values if value not in terms]
                chosen[key] = tuple(term for term in terms if term in values)
            elif key == "latency":
                days = [int(value) for value in values if _is_day(value)]
                if len(values) == 2 and len(days) == 2:  # noqa: PLR2004  a range has two ends
                    chosen[key] = (min(days), max(days))
                else:
                    needs = f"two whole numbers of days from 0 to {LONGEST_LATENCY}, as in latency=7&latency=120"
                    faults.append(Fault(key, ", ".join(values), needs))
            elif key == "latency_unknown":
                if values[-1].lower() in {"true", "false"}:
                    chosen[key] = values[-1].lower() == "true"
                else:
                    faults.append(Fault(key, values[-1], "true or false"))
            elif key == "q":
                chosen[key] = " ".join(" ".join(values).split())
            elif key not in PAGE_KEYS and not key.startswith(PATIENT_PREFIX):
                faults.append(Fault(key, ", ".join(values), _allowed(key, known)))
        return cls(**chosen), faults  # ty: ignore[invalid-argument-type]  each key was given the type of its field

    def to_query(self) -> str:
        """Write the query part of the link that reproduces this view; empty when nothing is filtered."""
        pairs: list[tuple[str, str]] = []
        for key in self.active():
            value = getattr(self, key)
            if isinstance(value, tuple):
                pairs += [(key, str(part)) for part in value]
            else:
                pairs.append((key, str(value).lower() if isinstance(value, bool) else value))
        return urlencode(pairs)

    def active(self) -> list[str]:
        """Name the filters that differ from "every case", in their order on the screen."""
        return [field.name for field in fields(self) if getattr(self, field.name) != field.default]

    def without(self, key: str) -> Selection:
        """Take one filter off."""
        return replace(self, **{key: getattr(Selection(), key)})

    def in_words(self) -> dict[str, str]:
        """Say each active filter in words, by its key."""
        return {key: self._words_of(key) for key in self.active()}

    def sentence(self) -> str:
        """Say all filters in one sentence."""
        return "; ".join(self.in_words().values()) or "no filter: every case"

    def parameters(self) -> dict[str, list[str] | float | bool | None]:
        """Hand the filters over as the one struct that `selected_cases` in schema.sql takes. Open ends are None.

        A filter that is not set is None too: bound as a NULL it leaves the plan of the question.
        """
        low, high = self.latency
        return {
            **{key: list(getattr(self, key)) or None for key in TERMS},
            "latency_low": float(low) if low > 0 else None,
            "latency_high": float(high) if high < LONGEST_LATENCY else None,
            "latency_unknown": self.latency_unknown,
            "words": self.q.lower().split(),
        }

    def _words_of(self, key: str) -> str:
        value = getattr(self, key)
        if key == "latency":
            return f"latency {_range_in_words(*value)}{', or not known' if self.latency_unknown else ''}"
        if key == "latency_unknown":
            return "without cases of unknown latency"
        if key == "q":
            return f"text contains “{value}”"
        return f"{NAMES[key]}: {' or '.join(value)}"


def _range_in_words(low: int, high: int) -> str:
    if high >= LONGEST_LATENCY:
        return f"{low} days or more"
    return f"{low} to {high} days"


def _is_day(value: str) -> bool:
    return (
        value.isascii()
        and value.isdigit()
        and len(value) <= len(str(LONGEST_LATENCY))
        and int(value) <= LONGEST_LATENCY
    )


def _query_part(link: str) -> str:
    return urlsplit(link).query if "?" in link or "://" in link else link


def _allowed(found: str, terms: Iterable[str]) -> str:
    terms = list(terms)
    near = get_close_matches(found, terms, n=1)
    hint = f" (did you mean “{near[0]}”?)" if near else ""
    return f"allowed are {', '.join(f'“{term}”' for term in terms)}{hint}"
