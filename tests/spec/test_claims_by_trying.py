"""The verdicts on claims, by brute force: on small drawn casebooks every value that unknowns could take is tried.

What a case can be, and when a claim holds, is written here in plain Python, without the rules of the package. A claim
agrees where it holds whatever the unknowns are, differs where it holds in no way, and cannot be said otherwise.
"""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from casebook.questions.claims import VERDICTS
from casebook.selection import Selection
from casebook.store import ask
from tests.drawing import add_rows, let_be_the_eight
from tests.how_often import times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import duckdb

    Cells = dict[str, str]
    Draw = Callable[[str], duckdb.DuckDBPyConnection]

CASEBOOKS = times(60, 300)
"""Casebooks that are drawn, of one to five cases each."""

MONTH, EVER = 30.4375, 9999.0
REACHED = 22 * MONTH
SOME_DAYS = (1.0, 6.0, 100.0, REACHED, 700.0, EVER)

LATENCIES: dict[str, tuple[float, ...]] = {
    "| 6 | | day | 6": (6.0,),
    "| 5 | | day | 5": (5.0,),
    "| 8 | | month | 243.5": (8 * MONTH,),
    "as given | 22 | | month | 669.625": (REACHED,),
    "| 700 | | day | 700": (700.0,),
    "range | 1 | 3 | month | 60.875": (MONTH, 2 * MONTH, 3 * MONTH),
    "range | 20 | 22 | month | 639.1875": (20 * MONTH, REACHED),
    "range | 20 | 24 | month | 669.625": (20 * MONTH, REACHED, 24 * MONTH),
    "more than | 22 | | month | not applicable": (REACHED, EVER),
    "more than | 2 | | year | not applicable": (731.0, EVER),
    "less than | 3 | | month | not applicable": (1.0, 6.0, 90.0),
    "less than | 4 | | day | not applicable": (1.0, 4.0),
    "as given | 2 | | cycle | not applicable": SOME_DAYS,
    "| not read | | not read | not read": SOME_DAYS,
}
"""Kind, value, upper value, unit and days of a latency as they are drawn, and the days that they leave possible."""

PATTERNS = {
    "only ground-glass opacities": "+--",
    "only ground-glass opacities; consolidation": "++-",
    "ground-glass opacities": "+??",
    "ground-glass opacities; no consolidation": "+-?",
    "only consolidation": "-+-",
    "consolidation": "?+?",
    "consolidation; no ground-glass opacities": "-+?",
    "none": "---",
    "not applicable": "---",
    "not read": "???",
}
"""CT patterns as they are drawn: ground-glass opacities, consolidation, and any other that is never named."""

PLACES = {
    "upper": "+",
    "lower; apical": "+",
    "lower": "?",
    "bilateral; diffuse": "?",
    "no upper": "?",
    "only lower": "-",
    "no apical; no upper; no mid-to-upper": "-",
    "not read": "?",
}
"""Where in the lung, as it is drawn, and whether that is mid to upper."""

IMPRESSIONS = ("lymphocytosis", "no lymphocytosis", "only considered normal", "eosinophilia", "not read", "not read")
SHARES = {"lymphocytes": ("44", "5", "not read"), "eosinophils": ("25", "0", "not read")}

OUTCOMES = {
    "resolved": "-",
    "died of the lung injury": "-",
    "improved with residual fibrosis": "+",
    "improved": "?",
    "stable": "?",
    "not reported": "?",
}
"""Outcomes, and whether fibrosis stayed."""

RESULTS = {
    "yes | recurred": "r",
    "yes | did not recur": "n",
    "yes | outcome unknown": "rn",
    "yes | not read": "rn",
    "no | not applicable": "-",
    "not reported | not reported": "-",
    "not read | not read": "rn-",
}
"""Rechallenge and result as they are drawn: it recurred, did not, or the drug is not reported as given again."""

HEADING = (
    *("latency_kind", "latency_value", "latency_value_to", "latency_unit", "latency_days"),
    *("prior_imid", "onset", "lung_injury_kind", "ct_patterns", "ct_distribution", "bal_performed"),
    *("bal_lymphocytes_pct", "bal_eosinophils_pct", "bal_impression", "bal_alveolar_hemorrhage"),
    *("infection_excluded", "drug_discontinued", "pace_of_recovery", "outcome", "rechallenge", "rechallenge_result"),
)

READ_FROM = {1: "latency_days", 2: "onset", 5: "infection_excluded", 7: "outcome", 8: "rechallenge", 9: "prior_imid"}
"""Claims, and a fact that may have been read from them. The fact is then unknown to the claim."""


class Claim(NamedTuple):
    """The ways in which one case can be, and whether the claim holds of all; None where it is asked of no case."""

    ways: Callable[[Cells], list[Any]]
    holds: Callable[[Sequence[Any]], bool | None]


def either(sign: str) -> list[bool]:
    """Give what a sign leaves possible: + yes, - no, ? both."""
    return {"+": [True], "-": [False], "?": [True, False]}[sign]


def answered(cell: str) -> list[bool]:
    """Give what yes, no, or neither leave possible."""
    return either({"yes": "+", "no": "-"}.get(cell, "?"))


def days(cells: Cells) -> list[float]:
    return list(LATENCIES[cells["latency"]] if cells["from"] != "1" else SOME_DAYS)


def latest(cells: Cells) -> list[tuple[float, bool]]:
    prior = "?" if cells["from"] == "9" else cells["prior_imid"]
    return list(product(LATENCIES[cells["latency"]], answered(prior)))


def began(cells: Cells) -> list[bool]:
    sign = {"abrupt": "+", "asymptomatic": "-"}.get(cells["onset"], "?")
    return either("?" if cells["from"] == "2" else sign)


def on_ct(cells: Cells) -> list[tuple[bool, ...] | None]:
    if cells["lung_injury_kind"] == "pulmonary hypertension":
        return [None]
    signs = PATTERNS[cells["ct_patterns"]] + PLACES[cells["ct_distribution"]]
    return list(product(*map(either, signs)))


def in_lavage(cells: Cells) -> list[tuple[bool, bool] | None]:
    if cells["lung_injury_kind"] == "pulmonary hypertension":
        return [None]
    bled = [True] if cells["lung_injury_kind"] == "alveolar hemorrhage" else answered(cells["bal_alveolar_hemorrhage"])
    if cells["bal_performed"] == "no":
        return [(False, True in bled and False not in bled)]
    impression = cells["bal_impression"]
    raised = [False]
    for cell, named, most in (("lymphocytes", "lymphocytosis", 15), ("eosinophils", "eosinophilia", 1)):
        share = cells[f"bal_{cell}_pct"]
        if impression == named or (share != "not read" and float(share) > most):
            ways = [True]
        elif share != "not read" or impression in {f"no {named}", "only considered normal"}:
            ways = [False]
        else:
            ways = [True, False]
        raised = [one or other for one, other in product(raised, ways)]
    return list(product(raised, bled))


def ruled_out(cells: Cells) -> list[bool]:
    return answered("?" if cells["from"] == "5" else cells["infection_excluded"])


def on_stopping(cells: Cells) -> list[bool | None]:
    """Give whether recovery was rapid; None where the drug went on."""
    if cells["pace_of_recovery"] == "progressive" or cells["outcome"] in {"stable", "died of the lung injury"}:
        rapid = [False]
    else:
        rapid = [True] if cells["pace_of_recovery"] == "rapid" else [True, False]
    stopped = answered(cells["drug_discontinued"])
    return [one if went else None for went, one in product(stopped, rapid)]


def scarred(cells: Cells) -> list[bool]:
    return either("?" if cells["from"] == "7" else OUTCOMES[cells["outcome"]])


def given_again(cells: Cells) -> list[str]:
    return list("rn-" if cells["from"] == "8" else RESULTS[cells["rechallenge"]])


def most_began(cases: Sequence[bool]) -> bool:
    return 2 * sum(cases) > len(cases)


def ground_glass_leads(cases: Sequence[tuple[bool, ...] | None]) -> bool | None:
    asked = [case for case in cases if case is not None]
    if not asked:
        return None
    upper = [upper for ground_glass, _, _, upper in asked if ground_glass]
    most = max(sum(case[1] for case in asked), sum(case[2] for case in asked), 1)
    return len(upper) >= most and 2 * sum(upper) > len(upper)


def some_and_some(cases: Sequence[tuple[bool, bool] | None]) -> bool | None:
    asked = [case for case in cases if case is not None]
    return any(raised for raised, _ in asked) and any(bled for _, bled in asked) if asked else None


def all_rapid(cases: Sequence[bool | None]) -> bool | None:
    asked = [rapid for rapid in cases if rapid is not None]
    return all(asked) if asked else None


def latest_without(cases: Sequence[tuple[float, bool]]) -> bool:
    longest = max(latency for latency, _ in cases)
    return longest == REACHED and not any(prior for latency, prior in cases if latency == longest)


def three_of_four(cases: Sequence[str]) -> bool:
    return (cases.count("r"), cases.count("n")) == (3, 1)


CLAIMS = {
    1: Claim(days, lambda cases: all(6 <= latency <= REACHED for latency in cases)),
    2: Claim(began, most_began),
    3: Claim(on_ct, ground_glass_leads),
    4: Claim(in_lavage, some_and_some),
    5: Claim(ruled_out, all),
    6: Claim(on_stopping, all_rapid),
    7: Claim(scarred, lambda cases: sum(cases) == 1),
    8: Claim(given_again, three_of_four),
    9: Claim(latest, latest_without),
}


def verdict(claim: Claim, cases: Sequence[Cells]) -> str:
    """Try every way in which the cases can be."""
    found = {claim.holds(ways) for ways in product(*(sorted({*claim.ways(cells)}, key=repr) for cells in cases))}
    return {frozenset({True}): "agrees", frozenset({False}): "differs"}.get(frozenset(found), "cannot be said")


def draw_case(chance: random.Random, unknown: float) -> Cells:
    """Draw the cells of a case. The more `unknown`, the more of it is not read; the rest is what claims speak of."""

    def one(*cells: str) -> str:
        return "not read" if chance.random() < unknown else chance.choice(cells)

    done = chance.choice(("yes", "yes", "no", "not read"))
    kinds = ("not read",) * 6 + ("alveolar hemorrhage", "pulmonary hypertension")
    known = [latency for latency in LATENCIES if "not read" not in latency]
    kept = chance.random() < unknown
    return {
        "from": chance.choice(("", "", *map(str, READ_FROM))) if kept else "",
        "latency": chance.choice(known[:5] if chance.random() > unknown else list(LATENCIES)),
        "prior_imid": one("yes", "no", "no"),
        "onset": one("abrupt", "abrupt", "asymptomatic", "progressive"),
        "lung_injury_kind": chance.choice(kinds),
        "ct_patterns": chance.choice(list(PATTERNS)[:2] if chance.random() > unknown else list(PATTERNS)),
        "ct_distribution": chance.choice(["upper", "only lower"] if chance.random() > unknown else list(PLACES)),
        "bal_performed": done,
        "bal_lymphocytes_pct": "not applicable" if done == "no" else chance.choice(SHARES["lymphocytes"]),
        "bal_eosinophils_pct": "not applicable" if done == "no" else chance.choice(SHARES["eosinophils"]),
        "bal_impression": "not applicable" if done == "no" else chance.choice(IMPRESSIONS),
        "bal_alveolar_hemorrhage": "not applicable" if done == "no" else one("yes", "no", "not reported"),
        "infection_excluded": one("yes", "yes", "yes", "no"),
        "drug_discontinued": one("yes", "yes", "yes", "no"),
        "pace_of_recovery": one("rapid", "rapid", "rapid", "progressive"),
        "outcome": chance.choice(list(OUTCOMES)[:3] if chance.random() > unknown else list(OUTCOMES)),
        "rechallenge": chance.choice(list(RESULTS)[:2] if chance.random() > unknown else list(RESULTS)),
    }


def as_row(case_id: str, cells: Cells) -> str:
    row = [
        cells["latency"] if name == "latency_kind" else cells[name]
        for name in HEADING
        if name in {"latency_kind", *cells}
    ]
    return " | ".join([case_id, *row])


@pytest.fixture(scope="module")
def tried(lasting_casebook: Draw) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[list[Cells]]]]:
    """Draw all casebooks as one, a case called 7-2 being the third of the eighth; give it with the cells of each."""
    chance = random.Random(2022)  # noqa: S311  drawn cases, no secrets
    books = [
        [draw_case(chance, unknown) for _ in range(chance.choice((1, 2, 3, 4)))]
        for unknown in (chance.choice((0.0, 0.1, 0.5)) for _ in range(CASEBOOKS))
    ]
    lines = [f"case_id | {' | '.join(HEADING)}"]
    marks = []
    for number, cases in enumerate(books):
        for place, cells in enumerate(cases):
            case_id = f"{number}-{place}"
            lines.append(as_row(case_id, cells))
            if cells["from"]:
                claim = int(cells["from"])
                marks.append({"case_id": case_id, "fact": READ_FROM[claim], "state": "not read", "from_claim": claim})
    drawn = lasting_casebook("\n".join(lines))
    yield add_rows(drawn, "facts", *marks), books
    drawn.close()


@pytest.mark.slow
def test_claims_get_the_verdict_that_trying_every_value_of_the_unknowns_gives(
    tried: tuple[duckdb.DuckDBPyConnection, list[list[Cells]]],
) -> None:
    drawn, books = tried
    found, expected = [], []

    for number, cases in enumerate(books):
        let_be_the_eight(drawn, f"{number}-")
        rows = ask("claims", Selection(), drawn).filter(scope="eight")
        verdicts = dict(rows.select("claim", "verdict").rows())
        found += [(number, claim, verdicts[claim]) for claim in CLAIMS]
        expected += [(number, claim, verdict(rules, cases)) for claim, rules in CLAIMS.items()]

    wrong = [(*one, other[-1], books[one[0]]) for one, other in zip(found, expected, strict=True) if one != other]
    assert wrong == []
    assert {(claim, says) for _, claim, says in found} == set(product(CLAIMS, VERDICTS))
