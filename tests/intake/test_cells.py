"""Dates, ages, sexes and roles are read as other programs and languages write them, or not at all and with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from signals.intake import values
from signals.intake.dates import Dates


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("2022-03-05T23:30:00-05:00", "20220305"),
        ("2022-03-05T10:00:00.123+0100", "20220305"),
        ("2022-03-05T10:00:00+01:00[Europe/Berlin]", "20220305"),
        ("2022-03-05 10:00:00 +0000 UTC", "20220305"),
        ("2022-03-05 10:00:00 CET", "20220305"),
        ("2022-03-05Z", "20220305"),
        ("2022-03-05+01:00", "20220305"),
        ("20220305100000+0100", "20220305"),
        ("Sat, 05 Mar 2022 10:00:00 GMT", "20220305"),
        ("Sat Mar 05 10:00:00 UTC 2022", "20220305"),
        ("Saturday, March 5, 2022", "20220305"),
        ("5. März 2022", "20220305"),
        ("5 août 2022", "20220805"),
        ("5 de marzo de 2022", "20220305"),
        ("2022年3月5日", "20220305"),
        ("2022年3月", "202203"),
        ("2022-03-00", "202203"),
        ("20220300", "202203"),
        ("2022-03-XX", "202203"),
        ("UN-MAR-2022", "202203"),
        ("UNK-UNK-2022", "2022"),
        ("2022-00-00", "2022"),
        ("0000-00-00", None),
        ("00/03/2022", None),
        ("2022-W10-6", None),
        ("2022064", None),
        ("1646474400", None),
        ("UN-ABC-2022", None),
        ("2022-13-00", None),
    ],
)
def test_a_date_alone_is_read_as_it_stands_or_not_at_all(written: str, meaning: str | None) -> None:
    dates = Dates(today=date(2024, 1, 1))
    dates.look_at(written)

    reading = dates.read(written)

    assert reading.meaning == meaning
    assert (reading.reason is None) == (meaning is not None)


@pytest.mark.parametrize(
    ("written", "years"),
    [
        *(
            (age, 65)
            for age in ("65-year-old", "65 (years)", "65yrs.", "65 Y/O", "65 {year}", "65 Jahre alt", "65 jaar")
        ),
        ("780 MONTH(S)", 65),
        ("6.5 Decades", 65),
        ("1.234 years", 1.234),
        ("1.234 days", None),
        ("65y 3m", None),
        ("60s", None),
        ("ca. 65", None),
        ("6.5E1", None),
    ],
)
def test_an_age_is_read_with_its_unit_however_it_is_written(written: str, years: float | None) -> None:
    reading = values.read_ages([(written, "")])[written, ""]

    assert (reading.meaning and float(reading.meaning)) == years


@pytest.mark.parametrize(
    ("written", "role"),
    [
        *((word, "PS") for word in ("1 - Suspect", "PS (Primary Suspect)", "primary-suspect", "Drug suspect")),
        *((word, "SS") for word in ("Suspect (secondary)", "Co-suspect", "SS: secondary suspect drug")),
        *((word, "C") for word in ("2=Concomitant", "concomitant therapy", "Concomitant Drug(s)", "ConMed")),
        *((word, "PS") for word in ("Suspeito", "sospetto", "verdacht", "Подозреваемый")),
        *((word, "C") for word in ("Begleitmedikation", "concomitantes", "gelijktijdig")),
        *((word, "I") for word in ("Interacting product", "Interaktion", "interacción")),
        ("Not administered", "DN"),
        *((word, None) for word in ("Suspect/Interacting", "not suspect", "1 - Concomitant", "Past drug", "Unknown")),
    ],
)
def test_a_role_is_read_where_code_and_words_agree(written: str, role: str | None) -> None:
    assert values.read_roles([written])[written].meaning == role


@pytest.mark.parametrize(
    ("written", "sex"),
    [
        *((word, "F") for word in ("Female (F)", "f.", "Féminin", "2 - Female", "FEM", "女性", "kvinna")),
        *((word, "M") for word in ("1=male", "male/M", "Masculino", "M.")),
        *((word, None) for word in ("F/M", "1 female", "intersex", "not known", "1.0")),
    ],
)
def test_a_sex_is_read_where_code_and_words_agree(written: str, sex: str | None) -> None:
    assert values.read_sexes([written])[written].meaning == sex


def test_a_sex_written_as_a_number_is_read_beside_the_other_one() -> None:
    read = values.read_sexes(["1.0", "2.0"])

    assert (read["1.0"].meaning, read["2.0"].meaning) == ("M", "F")
