"""A month as its people have it: 40 records of PubMed, some of them in Embase too, to a case that is accepted.

On the pages, as docs/curating.md says: a pharmacist takes in, judges and screens, a second person screens unseen, a
curator enters the case from its record, a reviewer accepts it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook import store
from casebook.curation import reading
from casebook.store import ask, connect
from desk.drafts import every_draft, put
from desk.person import Person
from desk.places import entries_of
from literature import flow
from literature.following_up import drafts_of_records, follow_up
from literature.record import Record
from tests.access.test_entrance import opened, roles_file
from tests.casefiles import SOUND
from tests.desk.conftest import built_hospital, hospital
from tests.literature.drawing import ris, state
from tests.reading import tables, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.desk.conftest import Hospital

__all__ = ["built_hospital", "hospital", "roles_file"]

FORTY = Path(__file__).with_name("forty.nbib").read_bytes()
PATIENT = "Acute eosinophilic pneumonia under pomalidomide in a man with relapsed myeloma"
IN_EMBASE = ris(PATIENT.replace("pneumonia", "pneumonitis"), more="DO  - https://doi.org/10.99999/INVENTED.90000001\n")
EMBASE = IN_EMBASE + ris(f"Erratum: {PATIENT}")
REPORTS = ("A patient", "A man", "A woman", "woman of 66", "71-year-old")
"""Words of the abstracts that report one patient."""


def take_in(name: str, content: bytes, database: str) -> AppTest:
    """Take a file in on the page, as the pharmacist does."""
    app = opened("literature", "pharmacists", name="p.doe")
    app.file_uploader[0].set_value([(name, content, "text/plain")])
    app.selectbox("literature_database").select(database)
    return app.button("literature_take_in").click().run()


def screen_all(name: str, look: str) -> int:
    """Screen what is left on the page: what reports a patient is included, all else is not; gives how many."""
    app = opened("screening", "reviewers" if look == "every" else "pharmacists", name=name)
    app.selectbox("literature_look").select(look).run()
    screened = 0
    while not app.success:
        abstract = next(element.proto.body for element in app.get("html") if 'class="record"' in element.proto.body)
        patient = any(part in abstract for part in REPORTS) or "Erratum" in abstract
        app.button("literature_include" if patient else "literature_exclude_3").click().run()
        screened += 1
    return screened


@pytest.mark.slow
@pytest.mark.usefixtures("roles_file")
def test_from_an_export_of_40_records_to_a_case_accepted_by_a_second_person(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CASES", hospital.cases)
    monkeypatch.setattr(store, "CASEBOOK", hospital.into)

    assert "40 records were read" in take_in("pubmed.nbib", FORTY, "PubMed").success[0].value.replace("\\", "")
    assert "1 proposed, 2 to be looked at" in take_in("embase.ris", EMBASE, "Embase").success[0].value.replace("\\", "")
    app = opened("duplicates", "pharmacists", name="p.doe")
    while not app.success:
        proposed = "Proposed as the same" in words(app)
        app.button("literature_S" if proposed else "literature_T").click().run()
    assert screen_all("p.doe", "first") == 41
    assert screen_all("q.roe", "every") == 41
    assert "agreed on 41 of 41 records. Kappa 1.00." in words(opened("screening", "pharmacists"))

    record = next(name for name in state().included() if state().whole(name).title == f"{PATIENT}.")
    curator = opened("enter", "curators", name="c.roe")
    curator.segmented_control(key="begin_from").set_value("the literature watch").run()
    curator.selectbox(key="begin_watched").select(record).run()
    curator.text_input(key="begin_case_id").input("doe-2026").run()
    curator.button(key="begin").click().run()
    (draft,) = every_draft()
    assert draft.value("source.pmid") == "90000001"
    assert draft.value("source.read_as") == "abstract"
    follow = opened("full_text", "curators")
    assert tables(follow)[-1].filter(Record=record)["Became"].to_list() == ["at the desk"]
    who = Person("c.roe", frozenset({"curator"}))
    for place, entry in entries_of(SOUND).items():
        if place != "case_id" and not place.startswith("source."):
            put(who, draft.name, place, entry, 0)
    curator = opened("enter", "curators", name="c.roe")
    curator.selectbox(key="desk_draft").select(draft.name).run()
    curator.button(key="hand_in").click().run()
    reviewer = opened("accept", "reviewers", name="r.poe")
    reviewer.selectbox(key="desk_submitted").select(draft.name).run()
    reviewer.button(key="accept").click().run()
    assert "It is part of release" in reviewer.success[0].value

    in_release = {f"case:{case}": Record() for case in ask("known_sources", casebook=connect(hospital.into))["case_id"]}
    counted = {box.name: box.count for box in flow.boxes(state(), follow_up(state(), drafts_of_records(), in_release))}
    assert counted["Records identified"] == 42
    assert counted["Records removed before screening"] == 1
    assert counted["Reports of which there is a case"] == 1
    assert (hospital.cases / "doe-2026.json").exists()
