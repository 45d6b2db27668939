"""Which reports are counted: the choice of roles, comparator and restrictions, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

Role = Literal["PS", "SS", "I", "C"]
Comparator = Literal["all", "indication", "active"]
Likelihood = Literal["zero cells", "truncated"]  # over which cells the EBGM prior is fitted

_BITS: dict[Role, int] = {"PS": 1, "SS": 2, "I": 4, "C": 8}
ROLES: tuple[Role, ...] = get_args(Role)
COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
LIKELIHOODS: tuple[Likelihood, ...] = get_args(Likelihood)
SUSPECT: tuple[Role, ...] = ("PS", "SS")


@dataclass(frozen=True)
class Population:
    """The reports that a 2x2 table is made of.

    A report is counted where it names a term and, in one of `roles`, a drug. `comparator` "indication" keeps reports
    whose drugs were given for multiple myeloma, "active" those that name a listed IMiD or comparator in one of `roles`.
    An empty tuple of years, sexes, age bands, countries or report types keeps all; "unknown" is a value like others.
    `cases` are numbers of cases: only those are kept, unless it is empty.
    """

    roles: tuple[Role, ...] = SUSPECT
    comparator: Comparator = "all"
    no_co_cause: bool = False
    no_co_suspect: bool = False
    no_duplicates: bool = False
    years: tuple[int, ...] = ()
    sexes: tuple[str, ...] = ()
    age_bands: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    report_types: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the roles and the comparator. Raises ValueError, which names those allowed."""
        if not self.roles or set(self.roles) - set(ROLES):
            message = f"The roles are {', '.join(self.roles) or 'none'}; allowed are {', '.join(ROLES)}."
            raise ValueError(message)
        if self.comparator not in COMPARATORS:
            message = f"The comparator is {self.comparator!r}; allowed are {', '.join(COMPARATORS)}."
            raise ValueError(message)

    @property
    def role_bits(self) -> int:
        """The roles as the sum that the tables carry, each once."""
        return sum(_BITS[role] for role in set(self.roles))

    def parameter(self) -> dict[str, Any]:
        """Give the population as the one struct that questions take."""
        return {
            "roles": self.role_bits,
            "comparator": self.comparator,
            "no_co_cause": self.no_co_cause,
            "no_co_suspect": self.no_co_suspect,
            "no_duplicates": self.no_duplicates,
            "years": list(self.years),
            "sexes": list(self.sexes),
            "age_bands": list(self.age_bands),
            "countries": list(self.countries),
            "report_types": list(self.report_types),
            "cases": list(self.cases),
        }
