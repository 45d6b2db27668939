"""What each chart shows, in one sentence with its numbers. One function per question, over the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from casebook.estimates import Share
from casebook.filters import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

UNKNOWN = ("not reported", "not read")
REFERENCE = "reference"
"""What stands in place of a case where healthy people are meant."""

KINDS = ("symptom", "CT pattern", "CT distribution")
BETTER = ("resolved", "improved", "improved with residual fibrosis")

FEWEST_UNNAMED = 5
"""Known cases from which a sentence only counts; fewer are named too."""


def latency(rows: pl.DataFrame) -> str:
    """Say how many latencies are known, and between which they lie."""
    known = rows.filter(pl.col("latency_days").is_not_null())
    counted = f"Latency: {_of(int(known['cases'].sum()), int(rows['cases'].sum()))}"
    if known.is_empty():
        return f"{counted}."
    first = known.sort("lowest_days").row(0, named=True)
    last = known.sort("highest_days").row(-1, named=True)
    named = known.select("case_id", "reported").rows() if known["cases"].sum() < FEWEST_UNNAMED else []
    told = "; ".join(f"{case_id}: {reported}" for case_id, reported in named)
    of_each = f" {told}." if told else ""
    if known["cases"].sum() == 1:
        return f"{counted}: {_when(first, 'lowest_days')}.{of_each}"
    middle = in_days(first["median_days"])
    ends = f"From {_when(first, 'lowest_days')} to {_when(last, 'highest_days')}"
    return f"{counted}. {ends}; median {middle} days.{of_each}"


def known_facts(rows: pl.DataFrame) -> str:
    """Say of each fact in how many cases it is reported."""
    told = rows.filter(pl.col("state") == "reported")
    counted = "; ".join(
        f"{fact}: {_of(cases, all_cases)}"
        for fact, cases, all_cases in told.select("fact", "cases", "all_cases").rows()
    )
    return f"{_capital(counted)}."


def rechallenge_by_drug(rows: pl.DataFrame) -> str:
    """Say how often the same drug was given again, and how often the injury came back."""
    count = _counts(rows, "rechallenge_outcome")
    recurred, not_recurred, open_ = (count[term] for term in terms_of("rechallenge")[:3])
    done, silent = recurred + not_recurred + open_, _sum(count, UNKNOWN)
    said = f"Same drug given again: {done} of {done + count['not attempted']} reported, {silent} not known."
    if done == 0:
        return f"{said} No report of a rechallenge found."
    again = Share(recurred, recurred + not_recurred, open_)
    named = _named(rows, "rechallenge_outcome", ("recurred", "did not recur"))
    return f"{said} Where it was given again, the lung injury recurred in {again}.{named}"


def steroid_by_drug(rows: pl.DataFrame) -> str:
    """Say in how many reports a steroid was given for the lung event."""
    count = _counts(rows, "steroid_for_event")
    given = Share(count["yes"], count["yes"] + count["no"], _sum(count, UNKNOWN))
    return f"Steroid for the lung event: {given}.{_named(rows, 'steroid_for_event', ('yes', 'no'))}"


def outcome_by_drug(rows: pl.DataFrame) -> str:
    """Say how many cases resolved or improved."""
    count = _counts(rows, "outcome")
    known = sum(count.values()) - _sum(count, UNKNOWN)
    better = Share(_sum(count, BETTER), known, _sum(count, UNKNOWN))
    return f"Resolved or improved: {better}.{_named(rows, 'outcome', terms_of('outcome'))}"


def exposure(rows: pl.DataFrame) -> str:
    """Say each moment of the case with its day, or that the day is not known."""
    told = [
        f"{event}, day {day:.0f}" if day is not None else f"{event}: {reported}"
        for event, day, reported in rows.select("event", "day", "reported").rows()
    ]
    return "In days after the start of the suspect drug: " + "; ".join(told) + "."


def latency_by_prior_imid(rows: pl.DataFrame) -> str:
    """Say how many latencies are known with, without, and with unknown prior IMiD exposure, and how many say both."""
    told = _latency_by(rows, "prior_imid", {"yes": "with a prior IMiD", "no": "without one"}, "prior exposure")
    both = rows.filter(~pl.col("prior_imid").cast(pl.String).is_in(UNKNOWN), pl.col("latency_days").is_not_null())
    tell, every = both["cases"].sum(), rows["cases"].sum()
    return f"{told} Both are told by {tell} of {every}, which alone can say if one shortens it."


def latency_by_onset(rows: pl.DataFrame) -> str:
    """Say how many latencies are known of each tempo of onset."""
    return _latency_by(rows, "onset", {onset: f"{onset} onset" for onset in terms_of("onset")[:3]}, "the onset")


def onset_by_drug(rows: pl.DataFrame) -> str:
    """Say how many began abruptly, progressively, or without symptoms."""
    count = _counts(rows, "onset")
    begun = {onset: count.get(onset, 0) for onset in terms_of("onset")[:3]}
    told = ", ".join(f"{onset} {cases}" for onset, cases in begun.items())
    return f"Onset: {_of(sum(begun.values()), sum(count.values()))}: {told}.{_named(rows, 'onset', tuple(begun))}"


def pace_by_drug(rows: pl.DataFrame) -> str:
    """Say how many recovered rapidly, and how many progressively, as their reports call it."""
    count = _counts(rows, "pace_of_recovery")
    rapid, slow, none = (count.get(pace, 0) for pace in ("rapid", "progressive", "not applicable"))
    apart = f", not applicable {none}" if none else ""
    told = f"rapid {rapid}, progressive {slow}{apart}"
    named = _named(rows, "pace_of_recovery", ("rapid", "progressive", "not applicable"))
    return f"Pace of recovery: {_of(rapid + slow + none, sum(count.values()))}: {told}.{named}"


def lavage_by_drug(rows: pl.DataFrame) -> str:
    """Say how many had a lavage, how many had none, and how many reports are silent."""
    count = _counts(rows, "bal_performed")
    done = Share(count["yes"], count["yes"] + count["no"], _sum(count, UNKNOWN))
    return f"Lavage done: {done}.{_named(rows, 'bal_performed', ('yes', 'no'))}"


def lavage(rows: pl.DataFrame) -> str:
    """Say how many lavages have cell shares, and how high lymphocytes and eosinophils were."""
    cases = rows.filter(pl.col("case_id") != REFERENCE)
    if cases.is_empty():
        return "No lavage is reported."
    every, without = cases["case_id"].n_unique(), cases.filter("without_shares")["case_id"].n_unique()
    told = [f"Cell shares of {_among(every, cases['lavages'][0], 'lavage')}: {_of(every - without, every)}"]
    for cell in ("lymphocytes", "eosinophils"):
        shares = cases.filter(pl.col("cell") == cell)["share_pct"].sort().to_list()
        if shares:
            spread = f"{shares[0]:g} %" if len(shares) == 1 else f"{shares[0]:g} to {shares[-1]:g} %"
            told.append(f"{cell} {spread} in {_many(len(shares), 'case')}")
    return (
        "; ".join(told)
        + ". Reference: lymphocytes 10 to 15 %, eosinophils up to 1 %, neutrophils up to 3 %, macrophages above 85 %."
    )


def finding_counts(rows: pl.DataFrame) -> str:
    """Say which symptom, CT pattern and distribution is named most often, of how many cases that say."""
    told = []
    for kind in KINDS:
        named = rows.filter((pl.col("kind") == kind) & (pl.col("cases") > 0))
        if named.is_empty():
            told.append(f"No {kind} is named")
            continue
        cases, known, of_all = named.select("of_term", "known", "of_all").row(0)
        often = named.filter(pl.col("of_term") == cases)["finding"].unique(maintain_order=True).to_list()
        silent = f", {of_all - known} not known" if of_all > known else ""
        told.append(f"{_capital(kind)} named most often: {_listed(often)}, in {cases} of {known} that say{silent}")
    return ". ".join(told) + "."


def finding_matrix(rows: pl.DataFrame) -> str:
    """Say how many cases and findings the matrix holds, and what its marks mean."""
    cases, findings = rows["case_id"].n_unique(), rows.filter(pl.col("named_in") > 0)["finding"].n_unique()
    named = rows.filter(pl.col("state") == "named").height
    shown = _among(cases, rows["all_cases"][0], "case")
    return (
        f"{_capital(shown)}, the shortest latency first, and {_many(findings, 'finding')}: named "
        f"{_many(named, 'time')}. A large mark: the source names it. A small dot: the source says nothing of that "
        "kind, or it was not read. Blank: the source does not name it."
    )


def finding_pairs(rows: pl.DataFrame) -> str:
    """Say which two findings are named together most often."""
    first, second, cases = rows.select("finding", "with_finding", "cases").row(0)
    others = rows.filter(pl.col("cases") == cases).height // 2 - 1
    so_do = f", and so {'is' if others == 1 else 'are'} {_many(others, 'other pair')}" if others else ""
    return f"Named together most often: {first} and {second}, in {_many(cases, 'case')}{so_do}."


def treatment_flow(rows: pl.DataFrame) -> str:
    """Say among reports how many got a steroid and recovered rapidly, and the same without."""
    arriving = pl.col("ribbon").str.starts_with("2: ") & (pl.col("stage") == 3)  # noqa: PLR2004  the pace of recovery
    ribbons = rows.filter(arriving).rename({"from_term": "from_steroid"})
    told = []
    for steroid, words in (
        (("yes",), "of a steroid for the event"),
        (("no",), "that none was given"),
        (UNKNOWN, "where it is not known whether one was given"),
    ):
        of_them = ribbons.filter(pl.col("from_steroid").is_in(steroid))
        if of_them.is_empty():
            continue
        pace = dict(of_them.group_by("to_term").agg(pl.col("cases").sum()).rows())
        rapid, known = pace.get("rapid", 0), pace.get("rapid", 0) + pace.get("progressive", 0)
        fast = f"recovery was rapid in {rapid} of {known} that say" if known else "no pace of recovery is known"
        told.append(f"among {_many(sum(pace.values()), 'report')} {words}, {fast}")
    return f"{_capital('; '.join(told))}. Who got a steroid was not left to chance."


def re_exposure(rows: pl.DataFrame) -> str:
    """Say what came of rechallenge with the same drug, and of other IMiDs before and after."""
    same = (pl.col("time") == "after the event") & (pl.col("drug").cast(pl.String) == pl.col("given"))
    recurred, not_recurred, unknown = (
        int(rows.filter(same)[column].sum()) for column in ("recurred", "not_recurred", "unknown")
    )
    if recurred + not_recurred == 0:
        done = f"{_many(unknown, 'case')}, with what result is not known" if unknown else "no report found"
        again = f"Same drug again: {done}."
    else:
        again = f"Same drug again: lung injury recurred in {Share(recurred, recurred + not_recurred, unknown)}."
    told = [
        f"{time}: {_result_of_other(rows.filter(pl.col('time') == time).row(0, named=True))}"
        for time in ("before the event", "after the event")
    ]
    return f"{again} Another IMiD {'; '.join(told)}. Patients who were given it again had been chosen to be."


def in_days(days: float) -> str:
    """Write days as whole days, or with one decimal below ten."""
    return f"{days:.0f}" if days >= 10 else f"{days:.2g}"  # noqa: PLR2004  as the docstring says


def _named(rows: pl.DataFrame, term: str, terms: tuple[str, ...]) -> str:
    """Name the cases that say, where there are fewer than five: " Yes: a, b; no: c."."""
    said = rows.select(pl.col(term).cast(pl.String), "cases", "case_ids").filter(
        pl.col(term).is_in(terms) & ~pl.col(term).is_in(UNKNOWN)
    )
    if not 0 < said["cases"].sum() < FEWEST_UNNAMED:
        return ""
    told = said.group_by(term, maintain_order=True).agg(pl.col("case_ids").str.join(", ")).rows()
    return f" {_capital('; '.join(f'{of}: {case_ids}' for of, case_ids in told))}."


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _among(shown: int, every: int, thing: str) -> str:
    """Say how many are shown, and of how many, where not all of them are."""
    return _many(shown, thing) if shown == every else f"the first {shown} of {_many(every, thing)}"


def _listed(terms: list[str]) -> str:
    """List terms that are named equally often: three of them, and how many more there are."""
    if len(terms) == 1:
        return terms[0]
    shown, more = terms[:3], len(terms) - 3
    last = f"{more} more" if more > 0 else shown.pop()
    return f"{', '.join(shown)} and {last}"


def _result_of_other(row: dict[str, Any]) -> str:
    cases, recurred, not_recurred = row["other_cases"], row["other_recurred"], row["other_not_recurred"]
    if cases == 0:
        return "no report found"
    unknown = cases - recurred - not_recurred
    return f"{_many(cases, 'case')} (lung injury {recurred}, none {not_recurred}, not known {unknown})"


def _latency_by(rows: pl.DataFrame, term: str, groups: dict[str, str], name: str) -> str:
    of_term = pl.col(term).cast(pl.String)
    parts = [(words, rows.filter(of_term == group)) for group, words in groups.items()]
    parts.append((f"where {name} is not known", rows.filter(of_term.is_in(UNKNOWN))))
    return f"Latency: {'; '.join(_latencies(words, dots) for words, dots in parts if not dots.is_empty())}."


def _latencies(words: str, dots: pl.DataFrame) -> str:
    known = dots.filter(pl.col("latency_days").is_not_null())
    counted = _of(int(known["cases"].sum()), int(dots["cases"].sum()))
    if known.is_empty():
        return f"{words}, {counted}"
    low, high = known.select(pl.col("lowest_days").min(), pl.col("highest_days").max()).row(0)
    return f"{words}, {in_days(low)}{f' to {in_days(high)}' if high > low else ''} days ({counted})"


def _of(known: int, every: int) -> str:
    return f"{known} of {every} reported" + (f", {every - known} not known" if every > known else "")


def _when(dot: dict[str, Any], of: str) -> str:
    days = f"{in_days(dot[of])} {'day' if dot[of] == 1 else 'days'}"
    return days if dot["reported"] in {days, "several"} else f"{dot['reported']} ({days})"


def _counts(rows: pl.DataFrame, term: str) -> dict[str, int]:
    counted: dict[str, int] = dict.fromkeys((*terms_of("rechallenge"), *terms_of("steroid"), *BETTER), 0)
    return counted | dict(rows.group_by(pl.col(term).cast(pl.String)).agg(pl.col("cases").sum()).rows())


def _sum(counted: dict[str, int], terms: Iterable[str]) -> int:
    return sum(counted.get(term, 0) for term in terms)
