"""The four bands of the board: each number is counted from the cases that it opens, unknown kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook.board.bands import TITLES, read_board
from casebook.board.compared import Verdict, compared_cases, of_patient
from casebook.board.patient import Patient
from casebook.board.picked import LETTERS, letters_for, side_by_side
from casebook.board.strip import strip, strip_as_html
from casebook.selection import Selection
from casebook.store import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Draw = Callable[[str], duckdb.DuckDBPyConnection]

DRAWN = """
case_id | drug         | latency_days | drug_discontinued | steroid_for_event | outcome                         | pace_of_recovery | rechallenge | rechallenge_result | prior_imid | prior_imid_lung_toxicity | later_other_imid | later_other_imid_result
a       | pomalidomide | 7            | yes               | yes               | resolved                        | rapid            | yes         | recurred           | yes        | no                       | yes              | did not recur
b       | pomalidomide | 60           | yes               | yes               | improved with residual fibrosis | progressive      | yes         | did not recur      | yes        |                          | yes              | recurred
c       | pomalidomide | 480          | yes               | no                | worsened                        |                  | yes         | outcome unknown    | no         |                          | no               | not applicable
d       | pomalidomide |              | yes               |                   | improved                        | not read         | no          | not applicable     |            |                          |                  |
e       | pomalidomide | not read     | no                | no                | not reported                    |                  |             |                    | not read   |                          | not read         | not read
f       | thalidomide  | 60           | yes               | yes               | resolved                        | rapid            | yes         | recurred           | no         |                          |                  |
"""  # noqa: E501  a drawn table is as wide as its facts
ON_POMALIDOMIDE = Patient(drug="pomalidomide", days=60)


def said(
    band: str, patient: Patient, drawn: duckdb.DuckDBPyConnection, selection: Selection | None = None
) -> list[str]:
    """Give what a band says in numbers."""
    return [str(count) for count in read_board(selection or Selection(), patient, drawn).counts(band)]


def test_seen_before_counts_the_drug_and_places_the_day_among_known_latencies(casebook: Draw) -> None:
    assert said("seen_before", ON_POMALIDOMIDE, casebook(DRAWN)) == [
        "Cases on pomalidomide that could be read: 5 of 6",
        "… in full text: 0 of 5",
        "Latency: 3 of 5 reported",
        "Shorter than day 60: 1 of 3 reported, 2 not known",
        "Day 60, within precision: 1 of 3 reported, 2 not known",
        "Longer than day 60: 1 of 3 reported, 2 not known",
    ]


def test_without_a_drug_the_bands_speak_of_every_case(casebook: Draw) -> None:
    assert said("seen_before", Patient(), casebook(DRAWN)) == [
        "Cases on any IMiD that could be read: 6 of 6",
        "… in full text: 0 of 6",
        "Latency: 4 of 6 reported",
    ]


def test_after_stopping_tells_steroid_from_none_and_from_not_known(casebook: Draw) -> None:
    assert said("after_stopping", ON_POMALIDOMIDE, casebook(DRAWN)) == [
        "Drug stopped: 4 of 5 reported",
        "Resolved or improved, with steroid: 2 of 2 reported",
        "… without steroid: 0 of 1 reported",
        "… steroid not known: 1 of 1 reported",
        "Rapid pace: 1 of 2 reported, 2 not known",
        "Residual fibrosis: 1 of 4 reported",
        "Died of the lung injury: 0 of 4 reported, 1 not known",
        "Died of any cause: not known in any of 5",
    ]


def test_a_drug_that_is_suspect_beside_another_counts_among_the_cases_on_it(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | drug        | suspect_imids              | drug_discontinued | rechallenge
        a       | thalidomide | thalidomide; lenalidomide  | yes               | no
        b       | thalidomide | thalidomide                | no                | no
    """)
    board = read_board(Selection(), Patient(drug="lenalidomide"), drawn)

    assert str(board.counts("seen_before")[0]) == "Cases on lenalidomide that could be read: 1 of 2"
    assert board.seen_before["drug"].to_list() == ["thalidomide + lenalidomide", "thalidomide"]
    assert str(board.counts("after_stopping")[0]) == "Drug stopped: 1 of 1 reported"
    assert str(board.counts("given_again")[0]) == "Rechallenge done: 0 of 1 reported"


def test_each_band_names_its_set(casebook: Draw) -> None:
    patient = Patient(drug="pomalidomide", picked=("f", "a", "b"))
    whole = read_board(Selection(), patient, casebook(DRAWN))
    narrowed = read_board(Selection(rechallenge=("recurred",)), patient.replace(picked=()), casebook(DRAWN))

    assert {band: whole.set_in_words(band) for band in TITLES} == {
        "seen_before": "5 on pomalidomide, of the 6 that could be read",
        "picked": "of the 3 picked: 1 on thalidomide, 2 on pomalidomide",
        "after_stopping": "of the 5 on pomalidomide",
        "given_again": "of the 5 on pomalidomide",
    }
    assert narrowed.set_in_words("picked") == "no case is picked"
    assert narrowed.set_in_words("given_again") == ("of the 1 on pomalidomide that the filters leave")
    assert whole.could_be_read() == (
        "These are the cases that could be read: 6, 0 of them in full text. More have been published."
    )
    assert narrowed.could_be_read() == (
        "Of the cases that could be read, the filters leave 2, 0 of them in full text. More have been published."
    )


def test_a_number_is_marked_where_a_source_contradicts_itself_on_what_it_counts(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    board = read_board(Selection(), Patient(drug="pomalidomide"), shipped)

    marked = {count.label: count for band in TITLES for count in board.counts(band) if count.contradicted}

    assert str(marked["Rapid pace"]) == "Rapid pace: 6 of 8 reported ≠"
    assert {*marked["Rapid pace"].contradicted} == {"gajic-2018", "modi-2015", "vivien-2022"}
    assert "Rechallenge done" not in marked
    numbers = board.numbers()
    assert numbers.filter(what="Rapid pace").select("contradicted", "set").row(0) == (
        3,
        "of the 8 on pomalidomide",
    )


def test_given_again_keeps_the_same_drug_apart_from_another_before_and_after(casebook: Draw) -> None:
    assert said("given_again", ON_POMALIDOMIDE, casebook(DRAWN)) == [
        "Rechallenge done: 3 of 4 reported, 1 not known",
        "… recurred: 1 of 2 reported, 1 not known",
        "Another IMiD afterwards: 2 of 3 reported, 2 not known",
        "… recurred: 1 of 2 reported",
        "Another IMiD before: 2 of 3 reported, 2 not known",
        "… with lung injury: 0 of 1 reported, 1 not known",
    ]


def test_the_filters_narrow_the_bands(casebook: Draw) -> None:
    narrowed = said("seen_before", Patient(), casebook(DRAWN), Selection(drug=("thalidomide",)))

    assert narrowed == [
        "Cases on any IMiD that could be read: 1 of 1",
        "… in full text: 0 of 1",
        "Latency: 1 of 1 reported",
    ]


def test_a_band_without_a_case_says_so(casebook: Draw) -> None:
    empty = Patient(drug="lenalidomide")

    assert said("after_stopping", empty, casebook(DRAWN))[0] == "Drug stopped: no case"
    assert said("given_again", empty, casebook(DRAWN))[0] == "Rechallenge done: no case"


@pytest.mark.parametrize("band", list(TITLES))
@pytest.mark.parametrize("drug", ["", "thalidomide", "lenalidomide", "pomalidomide"])
def test_each_number_is_counted_from_as_many_cases_as_it_opens(
    shipped: duckdb.DuckDBPyConnection, band: str, drug: str
) -> None:
    board = read_board(Selection(), Patient(drug=drug, days=60, picked=("vivien-2022", "kang-2010")), shipped)

    for count in board.counts(band):
        assert count.share.known + count.share.unknown == count.cases.height, count.label
        assert count.cases["case_id"].is_unique().all()


@pytest.mark.parametrize("band", ["seen_before", "after_stopping", "given_again"])
def test_a_drawing_shows_the_cases_of_its_band(shipped: duckdb.DuckDBPyConnection, band: str) -> None:
    drawn = read_board(Selection(), ON_POMALIDOMIDE, shipped).drawn(band)

    assert drawn["cases"].sum() == {"seen_before": 19, "after_stopping": 8, "given_again": 2 * 8}[band]


def test_the_strip_places_each_latency_on_its_axis_and_the_patient_among_them(casebook: Draw) -> None:
    drawn = casebook(DRAWN)

    placed = strip(read_board(Selection(), ON_POMALIDOMIDE, drawn).drawn("seen_before"), 60, drawn)

    assert placed
    of_drug = {row["name"]: row for row in placed["drugs"]}
    assert [*of_drug] == ["thalidomide", "pomalidomide"]
    assert [row["unknown"] for row in of_drug.values()] == [0, 2]
    on_pomalidomide = of_drug["pomalidomide"]["dots"]
    assert [(dot["case"], dot["at"]) for dot in on_pomalidomide] == [("a", 20.7), ("b", 43.6), ("c", 65.7)]
    assert placed["patient"] == {"at": 43.6, "words": "this patient, day 60"}
    assert [tick["at"] for tick in placed["ticks"]][:2] == [0, 20.7]


def test_a_dot_of_a_case_is_a_link_that_is_named_and_one_of_several_cases_is_none(casebook: Draw) -> None:
    drawn = casebook(DRAWN)
    placed = strip(read_board(Selection(), Patient(), drawn).drawn("seen_before"), None, drawn)
    assert placed
    placed["drugs"][0]["dots"].append(placed["drugs"][0]["dots"][0] | {"case": "", "words": "12 cases"})

    written = strip_as_html(placed)

    assert written.count('href="one_case?case=') == 4
    assert 'href="one_case?case=f" target="_blank" aria-label="f: ' in written
    assert '<s style="left:43.6%;--lane:0;--size:1.0" title="12 cases"></s>' in written
    assert "this patient" not in written


def test_without_a_case_there_is_no_strip(casebook: Draw) -> None:
    drawn = casebook(DRAWN)

    assert strip(read_board(Selection(outcome=("stable",)), Patient(), drawn).drawn("seen_before"), None, drawn) is None


def test_the_picked_cases_stand_below_the_patient_in_the_order_of_the_picks(
    shipped: duckdb.DuckDBPyConnection,
) -> None:
    patient = Patient(
        days=60, ct_patterns=("nodules",), lymphocytes=40, picked=("kumar-2018", "vivien-2022", "chen-nd")
    )

    board = read_board(Selection(drug=("thalidomide",)), patient, shipped)
    rows = side_by_side(board)

    assert [row.case_id for row in rows] == ["", "kumar-2018", "vivien-2022", "chen-nd"]
    assert rows[0].head == "day 60"
    assert [row.head for row in rows[1:]] == [
        "pomalidomide · not reported: latency · read: secondary table",
        "pomalidomide · 2 months ≠ · read: full text",
        "lenalidomide · 9 weeks · read: abstract",
    ]
    assert [row.shares for row in rows] == [(40, None, None, None), (None,) * 4, (44, 25, 0.5, 30.5), (None,) * 4]


def test_a_picked_case_says_what_is_known_first_and_names_what_is_not(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | drug         | latency_value | latency_unit | lung_injury_kind     | ct_patterns            | ct_distribution | bal_performed | bal_lymphocytes_pct | infection_excluded | drug_discontinued | steroid_for_event | pace_of_recovery | outcome  | rechallenge | rechallenge_result | later_other_imid | later_other_imid_drugs | later_other_imid_result | death_any_cause
        a       | pomalidomide | 2             | month        | organizing pneumonia | nodules; consolidation | upper           | yes           | 44                  | yes                | yes               | yes               | rapid            | resolved | yes         | recurred           | yes              | lenalidomide           | did not recur           | yes
        b       | thalidomide  |               |              | not read             |                        | not read        | no            | not applicable      | no                 | no                | no                | not applicable   |          | no          | not applicable     | no               | not applicable         | not applicable          | no
        c       | thalidomide  | not read      | not read     |                      | nodules                |                 | not read      | not read            |                    | not read          |                   |                  | not read |             |                    |                  |                        |                         | not read
    """)  # noqa: E501  a drawn table is as wide as its facts

    _, a, b, c = side_by_side(read_board(Selection(), Patient(picked=("a", "b", "c")), drawn))

    assert [str(cell) for cell in a.cells] == [
        (
            "organizing pneumonia · CT: nodules, consolidation, upper · lavage: lymphocytic or mixed (L 44 %) · "
            "infection excluded"
        ),
        "stopped · steroid · rapid pace · resolved",
        "rechallenge: recurred · lenalidomide: did not recur · died, of any cause",
    ]
    assert [str(cell) for cell in b.cells] == [
        "no lavage · infection not excluded · not reported: CT pattern · not read: kind, CT distribution",
        "not stopped · no steroid · not reported: outcome",
        "rechallenge: not attempted · no other IMiD · did not die",
    ]
    assert [str(cell) for cell in c.cells] == [
        "CT: nodules · not reported: kind, CT distribution, infection · not read: lavage",
        "not reported: steroid, pace · not read: stop, outcome",
        "not reported: rechallenge, another IMiD · not read: death",
    ]


def test_a_value_of_a_picked_case_that_its_source_contradicts_has_a_mark(shipped: duckdb.DuckDBPyConnection) -> None:
    _, gajic, casesjournal = side_by_side(
        read_board(Selection(), Patient(picked=("gajic-2018", "casesjournal-2008-1")), shipped)
    )

    assert "progressive pace ≠ · improved with residual fibrosis ≠" in str(gajic.cells[1])
    assert {"Outcome", "Pace of recovery"} <= {*gajic.contradicted}
    assert " ≠ · read" in casesjournal.head


def test_the_fewer_cases_are_picked_the_larger_are_their_letters(shipped: duckdb.DuckDBPyConnection) -> None:
    every = ("vivien-2022", "gajic-2018", "geyer-2011-2", "icard-2021", "modi-2015", "kumar-2018")

    few = letters_for(side_by_side(read_board(Selection(), Patient(picked=every[:2]), shipped)))
    many = letters_for(side_by_side(read_board(Selection(), Patient(picked=every), shipped)))

    assert (few, many) == (LETTERS[0], LETTERS[-1])


def test_what_cannot_be_compared_is_said_where_the_case_and_the_patient_say_it_in_the_same_words(
    casebook: Draw,
) -> None:
    drawn = casebook("""
        case_id | bal_performed | bal_lymphocytes_pct
        a       | yes           | 71
    """)
    patient = Patient(lymphocytes=44)
    (a,) = compared_cases(ask("comparison", Selection(), drawn, patient=patient.parameters(), most=10), patient)

    assert of_patient(patient) == {"lavage pattern": "lymphocytic or mixed"}
    assert [(verdict.comparison, verdict.short) for verdict in a.verdicts] == [
        ("cannot be compared", "lymphocytic or mixed")
    ]


def test_the_comparison_has_a_verdict_a_criterion_and_how_each_case_was_treated_and_ended(casebook: Draw) -> None:
    drawn = casebook("""
        case_id | drug         | symptoms    | drug_discontinued | steroid_for_event | outcome  | rechallenge | death_any_cause
        a       | thalidomide  |             |                   | not read          | not read | no          | yes
        b       | pomalidomide | fever; rash | yes               | no                | resolved |             |
    """)  # noqa: E501  a drawn table is as wide as its facts
    patient = Patient(drug="pomalidomide", symptoms=("cough", "fever"))
    rows = ask("comparison", Selection(), drawn, patient=patient.parameters(), most=10)

    b, a = compared_cases(rows, patient)

    assert of_patient(patient) == {"suspect drug": "pomalidomide", "symptoms": "cough, fever"}
    assert b.verdicts == (Verdict("agrees", "", "pomalidomide"), Verdict("agrees", "fever", "fever; rash"))
    assert a.verdicts == (
        Verdict("disagrees", "thalidomide", "thalidomide"),
        Verdict("cannot be compared", "not reported", "not reported"),
    )
    assert (b.counts, b.treated, b.ended) == (
        (2, 0, 0),
        "drug stopped; no steroid",
        "resolved; not reported: rechallenge, death",
    )
    assert (a.counts, a.treated, a.ended) == (
        (0, 1, 1),
        "not reported: drug; not read: steroid",
        "rechallenge: not attempted; died, of any cause; not read: outcome",
    )
