"""An invented set of reports, to try every page with: `python -m signals.demo`.

Drugs and terms are drawn as often as the genuine listing of 2022 Q3 names them; how many of them a report has, and how
often it gives a role, a sex, an age, a country, a date, an outcome or an indication, is as in the genuine quarters of
2004, 2017 and 2022 that come with the project (about two drugs and three terms). PLANTED names the pairs that were put
in on purpose: of the reports of the drug, so many name the event. No report is a patient.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from common.paths import DATA
from signals.intake.load import Choices, LoadError, load
from signals.store import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

DEMO = "extract_invented.duckdb"
"""Name of the database beside that of the loaded reports."""

REPORTS = 20_000
SEED = 20_261_128

PLANTED = {
    ("pomalidomide", "Interstitial lung disease"): 0.05,
    ("lenalidomide", "Pneumonitis"): 0.025,
    ("thalidomide", "Pulmonary fibrosis"): 0.15,
    ("bortezomib", "Acute respiratory distress syndrome"): 0.04,
    ("amiodarone", "Interstitial lung disease"): 0.15,
    ("methotrexate", "Pneumonitis"): 0.06,
}
"""By drug and event, the share of the reports with the drug as suspect that were made to name the event."""

_QUARTERS = ("2021Q4", "2022Q1", "2022Q2", "2022Q3", "2022Q4")
_LISTING = DATA / "faers_sample" / "faers22q3_ps_singleword_pt.csv.gz"
_SEVERAL_WORDS = (
    *("Drug ineffective", "Off label use", "Product dose omission issue", "Weight decreased", "Abdominal pain"),
    *("Back pain", "Feeling abnormal", "Injection site pain", "Blood glucose increased", "Chest pain"),
    *("Urinary tract infection", "Platelet count decreased", "Myocardial infarction", "Pain in extremity"),
    *("Interstitial lung disease", "Pulmonary embolism", "Pulmonary fibrosis", "Respiratory failure"),
)
"""Terms of several words, which that listing lacks. They are a third of all terms drawn, the first ones commonest."""

_MYELOMA = {
    "lenalidomide": 40,
    "pomalidomide": 14,
    "bortezomib": 14,
    "daratumumab": 12,
    "carfilzomib": 7,
    "thalidomide": 4,
    "ixazomib": 4,
    "melphalan": 2,
    "isatuximab": 2,
    "elotuzumab": 1,
}
"""Drugs of myeloma and their weights; one report in 15 is drawn from these, so that there is something to see."""
_A_MYELOMA_REPORT = 1 / 15

_BACKBONE = ("dexamethasone", "cyclophosphamide")
_CONCOMITANT = ("acyclovir", "omeprazole", "aspirin", "metformin", "amlodipine", "prednisone", "levothyroxine")
_KNOWN_CAUSES = ("amiodarone", "methotrexate")
_ROLES, _ROLE_WEIGHTS = ("SS", "C", "I"), (35, 62, 3)
_SEXES, _SEX_WEIGHTS = ("F", "M", ""), (53, 36, 11)
_COUNTRIES, _COUNTRY_WEIGHTS = ("US", "JP", "FR", "DE", "GB", "CA", "IT", "CN", ""), (62, 6, 6, 5, 5, 6, 4, 3, 3)
_KINDS, _KIND_WEIGHTS = ("EXP", "PER", "DIR", "5DAY"), (52, 42, 5, 1)
_OUTCOMES, _OUTCOME_WEIGHTS = ("OT", "HO", "DE", "LT", "DS", "RI", ""), (34, 22, 8, 3, 2, 1, 30)
_INDICATIONS = (
    "Product used for unknown indication",
    "Hypertension",
    "Rheumatoid arthritis",
    "Diabetes mellitus",
    "Pain",
)
_HAVE_AGE, _HAVE_THERAPY, _HAVE_INDICATION, _HAVE_ANSWER, _HAVE_ANSWER_AGAIN, _HAVE_SOURCE = (
    0.6,
    0.45,
    0.7,
    0.4,
    0.15,
    0.05,
)
"""Shares of reports, or of their drug lines, that say so much."""
_SECOND_DRUG, _A_BACKBONE = 0.2, 0.45
"""Shares of the reports on myeloma that name a second drug of it, and each drug that is given with them."""
_DAYS_TO_EVENT = (4.1, 1.1)
"""Mean and standard deviation of the logarithm of the days from the start of a drug to the event: about 60 days."""


class _Names(NamedTuple):
    """Names with their weights."""

    names: list[str]
    weights: list[int]

    def draw(self, luck: random.Random, how_many: int) -> list[str]:
        return luck.choices(self.names, self.weights, k=how_many)


def write_quarters(folder: Path, reports: int = REPORTS, seed: int = SEED) -> list[Path]:
    """Write so many invented reports as quarters in the FDA's layout below a folder, and give their folders.

    One case in 40 comes again with a later version in the next quarter, one in 100 looks like a copy of another, and
    each quarter has a list of deleted cases.
    """
    luck = random.Random(seed)  # noqa: S311  reports, no secrets
    drugs, terms = _vocabulary()
    first = 30_000_000
    again: list[tuple[int, int]] = []
    written = []
    for number, label in enumerate(_QUARTERS):
        size = reports // len(_QUARTERS) + (number < reports % len(_QUARTERS))
        cases = [(case, 1, seed + case) for case in range(first, first + size - len(again))]
        cases += [(case, 2, seed + case) for case, _ in again]
        tables = {name: [header] for name, header in _HEADERS.items()}
        for place, (case, version, its_seed) in enumerate(cases):
            twin = luck.random() < 1 / 100 and place
            _write_report(random.Random(its_seed - bool(twin)), case, version, label, drugs, terms, tables)  # noqa: S311  as above
        deleted = luck.sample(range(first, first + size - len(again)), min(size // 500, size - len(again)))
        again = [(case, 2) for case in range(first, first + size // 40)]
        first += size
        written.append(_write_quarter(folder / f"{ORIGIN}_{label}", label, tables, deleted))
    return written


_HEADERS = {
    "DEMO": "primaryid$caseid$caseversion$i_f_code$event_dt$init_fda_dt$fda_dt$rept_cod$age$age_cod$sex$occp_cod$"
    "reporter_country$occr_country",
    "DRUG": "primaryid$caseid$drug_seq$role_cod$drugname$prod_ai$dechal$rechal",
    "REAC": "primaryid$caseid$pt$drug_rec_act",
    "OUTC": "primaryid$caseid$outc_cod",
    "RPSR": "primaryid$caseid$rpsr_cod",
    "THER": "primaryid$caseid$dsg_drug_seq$start_dt$end_dt",
    "INDI": "primaryid$caseid$indi_drug_seq$indi_pt",
}


def _vocabulary() -> tuple[_Names, _Names]:
    """Give drugs and terms with how often the genuine listing names them."""
    drugs, terms = Counter[str](), Counter[str]()
    with gzip.open(_LISTING, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            drugs[row["DRUG"].lower()] += 1
            terms[row["AE"]] += 1
    common_drugs, common_terms = dict(drugs.most_common(600)), dict(terms.most_common(400))
    common_drugs |= {name: max(common_drugs.get(name, 0), 900) for name in (*_KNOWN_CAUSES, *_CONCOMITANT)}
    several = sum(common_terms.values()) // 2
    ranks = sum(1 / rank for rank in range(1, len(_SEVERAL_WORDS) + 1))
    common_terms |= {name: int(several / rank / ranks) for rank, name in enumerate(_SEVERAL_WORDS, start=1)}
    rarer = (
        "Interstitial lung disease",
        "Pulmonary fibrosis",
        "Respiratory failure",
        "Pulmonary embolism",
        "Pneumonitis",
    )
    common_terms |= dict.fromkeys(rarer, several // 400)
    common_terms["Acute respiratory distress syndrome"] = several // 1500
    return _Names(list(common_drugs), list(common_drugs.values())), _Names(
        list(common_terms), list(common_terms.values())
    )


def _write_report(  # noqa: PLR0913, PLR0917  what a report is drawn from
    luck: random.Random, case: int, version: int, label: str, drugs: _Names, terms: _Names, tables: dict[str, list[str]]
) -> None:
    """Draw one report and write its lines."""
    number = f"{case}{version}"
    myeloma = luck.random() < _A_MYELOMA_REPORT
    named = _draw_drugs(luck, drugs, myeloma=myeloma)
    suspects = [drug for drug, role in named.items() if role in {"PS", "SS"}]
    events = dict.fromkeys(terms.draw(luck, 1 + min(int(luck.expovariate(1 / 2.5)), 9)))
    planted = [event for (drug, event), share in PLANTED.items() if drug in suspects and luck.random() < share]
    events |= dict.fromkeys(planted)
    year, month = int(label[:4]), 3 * int(label[5]) - luck.randrange(3)
    received = date(year, month, luck.randint(1, 28))
    happened = received - timedelta(days=int(luck.lognormvariate(3.6, 1.0)))
    started = happened - timedelta(days=int(luck.lognormvariate(*_DAYS_TO_EVENT)) if luck.random() > 1 / 50 else -9)
    first = received if version == 1 else received - timedelta(days=91)
    age = str(int(luck.triangular(1, 95, 68))) if luck.random() < _HAVE_AGE else ""
    country = _one_of(luck, _COUNTRIES, _COUNTRY_WEIGHTS)
    reported = _as_reported(luck, happened, 0.42, 0.1)
    kind, sex = _one_of(luck, _KINDS, _KIND_WEIGHTS), _one_of(luck, _SEXES, _SEX_WEIGHTS)
    reporter = _one_of(luck, ("MD", "CN", "HP", "PH"), (30, 45, 18, 7))
    ids = f"{number}${case}"
    tables["DEMO"].append(
        f"{ids}${version}${'IF'[version - 1]}${reported}${first:%Y%m%d}${received:%Y%m%d}${kind}${age}$"
        f"{'YR' if age else ''}${sex}${reporter}${country}${country}"
    )
    for line, (drug, role) in enumerate(named.items(), start=1):
        stopped = luck.choice("YNUUDD") if luck.random() < _HAVE_ANSWER else ""
        again = luck.choice("YNNUU") if stopped == "Y" and luck.random() < _HAVE_ANSWER_AGAIN else ""
        tables["DRUG"].append(f"{ids}${line}${role}${drug.upper()}${drug.upper()}${stopped}${again}")
        if role in {"PS", "SS"} and luck.random() < _HAVE_THERAPY:
            tables["THER"].append(f"{ids}${line}${_as_reported(luck, started, 0.75, 0.2)}$")
        if luck.random() < _HAVE_INDICATION:
            treated = (
                "Plasma cell myeloma" if myeloma and drug in {*_MYELOMA, *_BACKBONE} else luck.choice(_INDICATIONS)
            )
            tables["INDI"].append(f"{ids}${line}${treated}")
    tables["REAC"] += [f"{ids}${event}$" for event in events]
    if outcome := _one_of(luck, _OUTCOMES, _OUTCOME_WEIGHTS):
        tables["OUTC"].append(f"{ids}${outcome}")
    if luck.random() < _HAVE_SOURCE:
        tables["RPSR"].append(f"{ids}$HP")


def _draw_drugs(luck: random.Random, drugs: _Names, *, myeloma: bool) -> dict[str, str]:
    """Draw the drugs of a report with their roles: the first is the primary suspect."""
    others = min(int(luck.expovariate(1 / 1.5)), 12)
    if not myeloma:
        names = drugs.draw(luck, 1 + others)
    else:
        names = luck.choices(list(_MYELOMA), list(_MYELOMA.values()), k=1 + (luck.random() < _SECOND_DRUG))
        names += [drug for drug in _BACKBONE if luck.random() < _A_BACKBONE]
        names += luck.choices(_CONCOMITANT, k=others)
    roles = ["PS", *luck.choices(_ROLES, _ROLE_WEIGHTS, k=len(names))]
    return dict(zip(reversed(names), reversed(roles[: len(names)]), strict=True))


def _one_of(luck: random.Random, values: Sequence[str], weights: Sequence[int]) -> str:
    return luck.choices(values, weights)[0]


def _as_reported(luck: random.Random, day: date, whole: float, month_alone: float) -> str:
    """Write a date as reports tell it: whole, the month alone, or not at all."""
    chance = luck.random()
    return f"{day:%Y%m%d}" if chance < whole else f"{day:%Y%m}" if chance < whole + month_alone else ""


def _write_quarter(folder: Path, label: str, tables: dict[str, list[str]], deleted: list[int]) -> Path:
    """Write the files of a quarter, as the FDA lays them out."""
    for name, lines in (*tables.items(), ("DELETE", [" ", *map(str, deleted)])):
        place = folder / ("deleted" if name == "DELETE" else "ascii")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}{label[2:]}.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    return folder


def load_demo(into: Path, reports: int = REPORTS, seed: int = SEED) -> None:
    """Make the invented reports and load them into a database of their own. Raises LoadError."""
    with tempfile.TemporaryDirectory() as folder:
        load(write_quarters(Path(folder), reports, seed), into, choices=Choices(anew=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, or 1 where the database cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m signals.demo", description="Make an invented set of reports.")
    parser.add_argument("--into", type=Path, default=DATA / DEMO, help=f"the database (default: data/{DEMO})")
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"how many (default: {REPORTS:,})")
    parser.add_argument(
        "--seed", type=int, default=SEED, help=f"the same seed gives the same reports (default: {SEED})"
    )
    options = parser.parse_args(arguments)
    try:
        load_demo(options.into, options.reports, options.seed)
    except LoadError as error:
        print(error, file=sys.stderr)  # noqa: T201 what the command says
        return 1
    planted = "; ".join(f"{drug} and {event}" for drug, event in PLANTED)
    print(f"{options.into} holds invented reports. Planted: {planted}.")  # noqa: T201 what the command says
    return 0


if __name__ == "__main__":
    sys.exit(main())
