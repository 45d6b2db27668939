"""What each chart shows, in one sentence with its numbers. One function per question, over the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from casebook.estimates import Share
from casebook.selection import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN = ("not reported", "not read")
BETTER = ("resolved", "improved", "improved with residual fibrosis")


def latency(rows: pl.DataFrame) -> str:
    """Say how many latencies are known, and between which they lie."""
    known = rows.filter(pl.col("latency_days").is_not_null())
    counted = f"Latency: {_of(int(known['cases'].sum()), int(rows['cases'].sum()))}"
    if known.is_empty():
        return f"{counted}."
    first, last = known.sort("latency_days").row(0, named=True), known.sort("latency_days").row(-1, named=True)
    if known.height == 1:
        return f"{counted}: {_when(first)}."
    middle = known.select(pl.col("latency_days").repeat_by("cases").explode().median()).item()
    return f"{counted}. From {_when(first)} to {_when(last)}; median {in_days(middle)} days."


def known_facts(rows: pl.DataFrame) -> str:
    """Say of each fact in how many cases it is reported."""
    told = rows.filter(pl.col("state") == "reported")
    return (
        "; ".join(
            f"{fact}: {_of(cases, all_cases)}"
            for fact, cases, all_cases in told.select("fact", "cases", "all_cases").rows()
        )
        + "."
    )


def rechallenge_by_drug(rows: pl.DataFrame) -> str:
    """Say how often the same drug was given again, and how often the injury came back."""
    count = _counts(rows, "rechallenge_outcome")
    recurred, not_recurred, open_ = (count[term] for term in TERMS["rechallenge"][:3])
    done, silent = recurred + not_recurred + open_, _sum(count, UNKNOWN)
    said = f"Same drug given again: {done} of {done + count['not attempted']} reported, {silent} not known."
    if done == 0:
        return f"{said} No report of a rechallenge found."
    again = Share(recurred, recurred + not_recurred, open_)
    return f"{said} Where it was given again, the lung injury recurred in {again}."


def steroid_by_drug(rows: pl.DataFrame) -> str:
    """Say in how many reports a steroid was given for the lung event."""
    count = _counts(rows, "steroid_for_event")
    return f"Steroid for the lung event: {Share(count['yes'], count['yes'] + count['no'], _sum(count, UNKNOWN))}."


def outcome_by_drug(rows: pl.DataFrame) -> str:
    """Say how many cases resolved or improved."""
    count = _counts(rows, "outcome")
    known = sum(count.values()) - _sum(count, UNKNOWN)
    return f"Resolved or improved: {Share(_sum(count, BETTER), known, _sum(count, UNKNOWN))}."


def exposure(rows: pl.DataFrame) -> str:
    """Say each moment of the case with its day, or that the day is not known."""
    told = [
        f"{event}, day {day:.0f}" if day is not None else f"{event}: {reported}"
        for event, day, reported in rows.select("event", "day", "reported").rows()
    ]
    return "In days after the start of the suspect drug: " + "; ".join(told) + "."


def latency_by_prior_imid(rows: pl.DataFrame) -> str:
    """Say how many latencies are known with, without, and with unknown prior IMiD exposure."""
    return _latency_by(
        rows, "prior_imid", {"yes": "with a prior IMiD", "no": "without", "?": "where that is not known"}
    )


def latency_by_onset(rows: pl.DataFrame) -> str:
    """Say how many latencies are known of each tempo of onset."""
    return _latency_by(
        rows, "onset", {"abrupt": "abrupt", "progressive": "progressive", "asymptomatic": "asymptomatic"}
    )


def onset_by_drug(rows: pl.DataFrame) -> str:
    """Say how many began abruptly, progressively, or without symptoms."""
    count = _counts(rows, "onset")
    begun = {onset: count.get(onset, 0) for onset in TERMS["onset"][:3]}
    told = ", ".join(f"{onset} {cases}" for onset, cases in begun.items())
    return f"Onset: {_of(sum(begun.values()), sum(count.values()))}: {told}."


def pace_by_drug(rows: pl.DataFrame) -> str:
    """Say how many recovered rapidly, and how many progressively, as their reports call it."""
    count = _counts(rows, "pace_of_recovery")
    rapid, slow = count.get("rapid", 0), count.get("progressive", 0)
    return f"Pace of recovery: {_of(rapid + slow, sum(count.values()))}: rapid {rapid}, progressive {slow}."


def lavage_by_drug(rows: pl.DataFrame) -> str:
    """Say how many had a lavage, how many had none, and how many reports are silent."""
    count = _counts(rows, "bal_performed")
    return f"Lavage done: {Share(count['yes'], count['yes'] + count['no'], _sum(count, UNKNOWN))}."


def lavage(rows: pl.DataFrame) -> str:
    """Say how many lavages have cell shares, and how high lymphocytes and eosinophils were."""
    cases = rows.filter(pl.col("case_id") != "reference")
    if cases.is_empty():
        return "No lavage is reported."
    every, without = cases["case_id"].n_unique(), cases.filter("without_shares")["case_id"].n_unique()
    told = [f"Cell shares: {_of(every - without, every)} among those with a lavage"]
    for cell in ("lymphocytes", "eosinophils"):
        shares = cases.filter(pl.col("cell") == cell)["share_pct"].sort().to_list()
        if shares:
            spread = f"{shares[0]:g} %" if len(shares) == 1 else f"{shares[0]:g} to {shares[-1]:g} %"
            told.append(f"{cell} {spread} in {len(shares)} {_cases(len(shares))}")
    return (
        "; ".join(told)
        + ". Reference: lymphocytes 10 to 15 %, eosinophils up to 1 %, neutrophils up to 3 %, macrophages above 85 %."
    )


def finding_counts(rows: pl.DataFrame) -> str:
    """Say which symptom, CT pattern and distribution is named most often, of how many cases that say."""
    told = []
    for (kind,), named in rows.group_by("kind", maintain_order=True):
        finding, cases, known, of_all = named.select("finding", "of_term", "known", "of_all").row(0)
        silent = f", {of_all - known} not known" if of_all > known else ""
        told.append(
            f"{str(kind)[0].upper()}{str(kind)[1:]} named most often: {finding}, in {cases} of {known} that say{silent}"
        )
    return ". ".join(told) + "."


def finding_matrix(rows: pl.DataFrame) -> str:
    """Say how many cases and findings the matrix holds, and what its marks mean."""
    cases, findings = rows["case_id"].n_unique(), rows["finding"].n_unique()
    named = rows.filter(pl.col("state") == "named").height
    return (
        f"{cases} cases, the shortest latency first, and {findings} findings: named {named} times in all. "
        "A square: the source names it. A small dot: the source says nothing of that kind, or it was not read. "
        "Blank: the source does not name it."
    )


def finding_pairs(rows: pl.DataFrame) -> str:
    """Say which two findings are named together most often."""
    first, second, cases = rows.select("finding", "with_finding", "cases").row(0)
    return f"Named together most often: {first} and {second}, in {cases} {_cases(cases)}."


def treatment_flow(rows: pl.DataFrame) -> str:
    """Say among reports how many got a steroid and recovered rapidly, and the same without."""
    ribbons = rows.filter(pl.col("ribbon").is_not_null() & (pl.col("stage") == 3))  # noqa: PLR2004  the pace of recovery
    told = []
    for steroid, words in (
        ("yes", "of a steroid for the event"),
        ("no", "that none was given"),
        ("not reported", "silent on it"),
    ):
        of_them = ribbons.filter(pl.col("ribbon").str.starts_with(f"2: {steroid} to "))
        if of_them.is_empty():
            continue
        pace = dict(of_them.select("to_term", "cases").rows())
        rapid, known = pace.get("rapid", 0), pace.get("rapid", 0) + pace.get("progressive", 0)
        told.append(f"among {_reports(sum(pace.values()))} {words}, recovery was rapid in {rapid} of {known} that say")
    said = "; ".join(told)
    return f"{said[:1].upper()}{said[1:]}. Who got a steroid was not left to chance." if said else "No report says."


def re_exposure(rows: pl.DataFrame) -> str:
    """Say what came of rechallenge with the same drug, and of other IMiDs before and after."""
    same = pl.col("drug").cast(pl.String) == pl.col("given")
    after = rows.filter((pl.col("time") == "after the event") & same)
    recurred, not_recurred, unknown = (int(after[column].sum()) for column in ("recurred", "not_recurred", "unknown"))
    again = f"Same drug again: lung injury recurred in {Share(recurred, recurred + not_recurred, unknown)}."
    if recurred + not_recurred + unknown == 0:
        again = "Same drug again: no report found."
    other = {
        time: int(rows.filter((pl.col("time") == time) & ~same)["cases"].sum())
        for time in ("before the event", "after the event")
    }
    told = [f"{time}: {f'{cases} {_cases(cases)}' if cases else 'no report found'}" for time, cases in other.items()]
    return f"{again} Another IMiD {', '.join(told)}. Patients who were given it again had been chosen to be."


def in_days(days: float) -> str:
    """Write days as whole days, or with one decimal below ten."""
    return f"{days:.0f}" if days >= 10 else f"{days:.2g}"  # noqa: PLR2004  as the docstring says


def _cases(count: int) -> str:
    return "case" if count == 1 else "cases"


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"


def _latency_by(rows: pl.DataFrame, term: str, groups: dict[str, str]) -> str:
    known = rows.filter(pl.col("latency_days").is_not_null()).with_columns(pl.col(term).cast(pl.String))
    told = []
    for group, words in groups.items():
        is_group = pl.col(term).is_in(UNKNOWN) if group == "?" else pl.col(term) == group
        days = known.filter(is_group)["latency_days"].sort().to_list()
        if days:
            spread = in_days(days[0]) if len(days) == 1 else f"{in_days(days[0])} to {in_days(days[-1])}"
            told.append(f"{words}: {len(days)} known, {spread} days")
    return "Latencies " + ("; ".join(told) if told else "not known") + "."


def _of(known: int, every: int) -> str:
    return f"{known} of {every} reported" + (f", {every - known} not known" if every > known else "")


def _when(dot: dict[str, Any]) -> str:
    days = f"{in_days(dot['latency_days'])} days"
    return days if dot["reported"] in {days, "several"} else f"{dot['reported']} ({days})"


def _counts(rows: pl.DataFrame, term: str) -> dict[str, int]:
    counted: dict[str, int] = dict.fromkeys((*TERMS["rechallenge"], *TERMS["steroid"], *BETTER), 0)
    return counted | dict(rows.group_by(pl.col(term).cast(pl.String)).agg(pl.col("cases").sum()).rows())


def _sum(counted: dict[str, int], terms: Iterable[str]) -> int:
    return sum(counted.get(term, 0) for term in terms)
