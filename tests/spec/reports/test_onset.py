"""Time to onset, and what was answered of stopping the drug and giving it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from signals import sentences
from signals.measures.population import Population
from signals.store import ask
from tests.spec.reports.drawn import reports

if TYPE_CHECKING:
    from tests.spec.reports.contents import Draw

EVENT = "Pneumonitis"

ONSET = reports(*((f"{case}1", str(case), "1", "20220101") for case in range(100, 107))) | {
    "DEMO": "primaryid|caseid|caseversion|fda_dt|event_dt\n"
    "1001|100|1|20220101|20211205\n1011|101|1|20220101|20211205\n1021|102|1|20220101|\n1031|103|1|20220101|202112\n"
    "1041|104|1|20220101|20211205\n1051|105|1|20220101|20211205\n1061|106|1|20220101|20211201",
    "THER": "primaryid|dsg_drug_seq|start_dt|end_dt\n"
    "1001|1|20211205|\n1011|1|20211201|\n1011|1|20211106|20211110\n1021|1|20211201|\n1031|1|20211101|\n"
    "1041|1|20211206|\n1061|1|20211101|",
}


def test_time_to_onset_counts_the_first_day_as_one_and_says_why_a_report_is_not_usable(
    drawn_reports: Draw,
) -> None:
    connection = drawn_reports(ONSET)

    rows = ask(connection, "onset", population=Population().parameter(), drug="lenalidomide", event=EVENT, roles=3)

    assert dict(rows.sort("case_id").select("case_id", "state").rows()) == {
        "100": "usable",
        "101": "usable",
        "102": "no date of the event",
        "103": "a date is partial",
        "104": "the start lies after the event",
        "105": "no start of the drug",
        "106": "usable",
    }
    assert dict(rows.select("case_id", "days").drop_nulls().rows()) == {"100": 1, "101": 30, "106": 31}
    assert sentences.of_onset(rows).startswith(
        "Usable: 3 of 7 reports = 43 %, counted from the first start of the drug. Onset after 1, 30 and 31 days."
    )
    assert sentences.binned(rows)["reports"].to_list() == [1, 1, 1, 0, 0, 0]


RECEIVED = reports(*((f"{case}1", str(case), "1", "20221015") for case in range(1, 9))) | {
    "DEMO": "primaryid|caseid|caseversion|fda_dt|event_dt\n"
    "11|1|1|20221015|20220302\n21|2|1|20221015|20220308\n31|3|1|20221015|20220320\n41|4|1|20221015|20220510\n"
    "51|5|1|20221015|20991231\n61|6|1|20221015|91990201\n71|7|1||20230101\n81|8|1|202210|20221031",
    "THER": "primaryid|dsg_drug_seq|start_dt\n" + "\n".join(f"{case}1|1|20220101" for case in range(1, 9)),
}


def test_an_event_after_the_report_was_received_is_not_usable(drawn_reports: Draw) -> None:
    connection = drawn_reports(RECEIVED, "2022Q4")

    rows = ask(connection, "onset", population=Population().parameter(), drug="lenalidomide", event=EVENT, roles=3)

    days = dict(rows.filter(pl.col("state") == "usable").sort("case_id").select("case_id", "days").rows())
    assert days == {"1": 61, "2": 67, "3": 79, "4": 130, "8": 304}
    late = rows.filter(pl.col("state") == "the event lies after the report was received")["case_id"].sort()
    assert late.to_list() == ["5", "6", "7"]


def test_half_a_day_of_a_median_is_rounded_up() -> None:
    rows = pl.DataFrame({"days": [60, 62, 64, 69, 80, 121]})

    assert "Median 67 days, quartiles 63 and 77, from 60 to 121." in sentences.of_onset(rows)


def test_no_quartile_is_said_of_fewer_than_five_reports() -> None:
    assert sentences.of_onset(pl.DataFrame({"days": [133, 21, 80, 81]})).endswith(
        "Onset after 21, 80, 81 and 133 days."
    )
    assert sentences.of_onset(pl.DataFrame({"days": [21]})).endswith("Onset after 21 days.")
    assert "quartiles" in sentences.of_onset(pl.DataFrame({"days": [21, 80, 81, 133, 140]}))


def test_a_partial_first_start_excludes_a_report_and_says_that_a_later_one_is_whole(drawn_reports: Draw) -> None:
    drawn = reports(("11", "1", "1", "20221015"), ("21", "2", "1", "20221015")) | {
        "DEMO": "primaryid|caseid|caseversion|fda_dt|event_dt\n11|1|1|20221015|20220302\n21|2|1|20221015|20220302",
        "THER": "primaryid|dsg_drug_seq|start_dt\n11|1|202111\n11|1|20220101\n21|1|202111",
    }
    connection = drawn_reports(drawn, "2022Q4")

    rows = ask(connection, "onset", population=Population().parameter(), drug="lenalidomide", event=EVENT, roles=3)

    assert rows.sort("case_id").select("days", "state").rows() == [
        (None, "the first start is partial, though a later one is whole"),
        (None, "a date is partial"),
    ]


def test_an_old_date_on_the_first_of_a_month_is_not_usable(
    drawn_reports: Draw,
) -> None:
    drawn = {
        "DEMO": "isr|case|fda_dt|event_dt\n7|1|20040120|20040110\n8|2|20040120|20040110",
        "DRUG": "isr|drug_seq|role_cod|drugname\n7|1|PS|THALOMID\n8|1|PS|THALOMID",
        "REAC": "isr|pt\n7|PNEUMONITIS\n8|PNEUMONITIS",
        "THER": "isr|drug_seq|start_dt\n7|1|20040101\n8|1|20040102",
    }
    connection = drawn_reports(drawn, "2004Q1")

    rows = ask(connection, "onset", population=Population().parameter(), drug="thalidomide", event=EVENT, roles=3)

    assert rows.sort("case_id").select("days", "state").rows() == [
        (None, "an old date on the first of a month, maybe partial"),
        (9, "usable"),
    ]


def test_dechallenge_and_rechallenge_count_a_report_once_by_its_most_telling_line(
    drawn_reports: Draw,
) -> None:
    drawn = reports(("1001", "100", "1", "20220101"), ("2001", "200", "1", "20220101")) | {
        "DRUG": "primaryid|drug_seq|role_cod|drugname|dechal|rechal\n"
        "1001|1|PS|REVLIMID|U|\n1001|2|SS|LENALIDOMIDE|Y|N\n2001|1|PS|REVLIMID||\n2001|2|C|LENALIDOMIDE|Y|Y"
    }
    connection = drawn_reports(drawn)

    rows = ask(connection, "challenge", population=Population().parameter(), drug="lenalidomide", event=EVENT, roles=3)

    assert rows.rows() == [
        ("stopped: did it abate?", "yes", 1),
        ("stopped: did it abate?", "not reported", 1),
        ("given again: did it recur?", "no", 1),
        ("given again: did it recur?", "not reported", 1),
    ]
