"""How somebody begins a draft: from a source, a record of it, a patient of the hospital, or an accepted case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import streamlit as st

from common.html import escape
from common.ui.failures import show_failure
from desk.doubles import doubles_of_source, parse_source
from desk.drafts import every_draft, read
from desk.errors import DeskError
from desk.identifying import NOT_FOUND
from desk.present import present_cases
from desk.records import entries_of_record, name_of_case, read_records, source_of
from desk.starting import start_correction, start_local, start_new
from desk.ui.choosing import BEGUN, DRAFT, what_it_is
from desk.ui.session import folders, is_local_reader, person, refusals_kept, run_again
from literature.handing_on import included_records, of_literature_watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.doubles import Source
    from desk.draft import Draft, Json
    from literature.record import Record

TYPED, PASTED, WATCHED = "DOI, PubMed number or author", "a pasted or dropped record", "the literature watch"
_WIDGETS = ("begin_identifier", "begin_author", "begin_year", "begin_case_id", "begin_pasted")
_WAYS = ("begin_new_open", "begin_local_open", "begin_correction_open")
"""Keys of the three ways to begin, which are open or closed."""

_FILES = "begin_files"
"""Key under which a session counts the drafts that it began: a dropped file goes with the widget that had it."""

_ENDINGS = ("ris", "nbib", "txt", "bib", "ciw", "csv")


Name = TypeVar("Name", str, int)


class Begun(NamedTuple):
    """What is known of a source before its case is entered; the record by place, None where none was read."""

    source: Source
    record: Mapping[str, Json] | None = None


def begin_case() -> None:
    """Ask for the source of a new case, name possible doubles before anything else is typed, and start the draft."""
    if BEGUN in st.session_state:
        st.session_state.update(dict.fromkeys(_WIDGETS, ""), begin_two=False)  # it is in the draft now
        st.session_state[_FILES] = st.session_state.get(_FILES, 0) + 1
        st.session_state.update(dict.fromkeys(_WAYS, False))  # so that the draft stands below its beginning at once
    with st.expander("Begin a new case", key=_WAYS[0], on_change="rerun"):
        way = st.segmented_control(
            "Source from", (TYPED, PASTED, WATCHED), default=TYPED, key="begin_from", required=True
        )
        try:
            begun = _typed() if way == TYPED else _pasted() if way == PASTED else _watched()
        except DeskError as error:
            st.error(escape(str(error)))
            return
        if begun is None:
            return
        doubles = doubles_of_source(begun.source, present_cases(folders().cases), _drafts_of_published())
        if doubles:
            st.warning(escape(f"May be the same source: {'; '.join(f'{one.name} ({one.why})' for one in doubles)}."))
        elif any(begun.source):
            st.caption("No case and no draft was read in this source, as far as can be told.")
        proposed = name_of_case(begun.source.author, begun.source.year)
        case_id = st.text_input(
            "Name of the case",
            key="begin_case_id",
            placeholder=proposed or "as in doe-2024",
            help="Left empty, it is the one in grey, once there is an author. The second patient is doe-2024-2.",
        )
        two = st.checkbox(
            "Two persons read it, unseen by each other",
            key="begin_two",
            help="Nobody else sees your draft before a second person has handed in a reading of their own.",
        )
        if st.button("Begin", key="begin", type="primary"):
            with refusals_kept("begin"):
                _open(
                    start_new(
                        person(), case_id or proposed, begun.source, folders().cases, begun.record, two_readings=two
                    )
                )
        show_failure("begin")


def _open(name: str) -> None:
    """Run the page anew with a draft that was just begun."""
    st.session_state[BEGUN] = name
    what = what_it_is(read(name))
    run_again(DRAFT, f"{what}: begun, and open below. Each change is saved as soon as you leave its field.")


def _drafts_of_published() -> list[Draft]:
    return [draft for draft in every_draft() if not draft.is_local]


def _typed() -> Begun:
    """Ask for what tells the source from others. Raises DeskError for what is neither DOI nor PubMed number."""
    first, second, third = st.columns([3, 2, 1])
    identifier = first.text_input("DOI or PubMed number", key="begin_identifier", help="Nothing is fetched.")
    author = second.text_input("Family name of the first author", key="begin_author")
    year = third.text_input("Year", key="begin_year")
    return Begun(parse_source(identifier, author, year))


def _pasted() -> Begun | None:
    """Take a record that was pasted or dropped; where there are several, the one that is chosen. Raises DeskError."""
    text = st.text_area(
        "Record, as it was copied", key="begin_pasted", help="RIS, PubMed (nbib), Web of Science or BibTeX."
    )
    file = st.file_uploader("or a file", _ENDINGS, key=f"begin_file_{st.session_state.get(_FILES, 0)}")
    if file is not None:
        records = read_records(file.getvalue(), file.name)
    elif text.strip():
        records = read_records(text.encode())
    else:
        return None
    record = records[0] if len(records) == 1 else _choose(dict(enumerate(records, 1)), "begin_record")
    return _of_record(record, "a pasted record" if file is None else f"a record of {file.name}")


def _watched() -> Begun | None:
    """Take a record that the literature watch includes."""
    records = included_records()
    if not records:
        st.info("The literature watch has included no record yet.")
        return None
    name = _choose_name(records, "begin_watched")
    return _of_record(records[name], of_literature_watch(name)) if name else None


def _choose(records: Mapping[Name, Record], key: str) -> Record | None:
    name = _choose_name(records, key)
    return records[name] if name else None


def _choose_name(records: Mapping[Name, Record], key: str) -> Name | None:
    return st.selectbox(
        f"Record, of {len(records)}",
        records,
        index=None,
        format_func=lambda name: f"{records[name].title or 'without a title'} ({records[name].year or 'no year'})",
        key=key,
        placeholder="choose",
    )


def _of_record(record: Record | None, read_in: str) -> Begun | None:
    if record is None:
        return None
    st.caption(escape(record.citation()))
    return Begun(source_of(record), entries_of_record(record, read_in))


def begin_local() -> None:
    """Let somebody with the right begin a case of a patient of the hospital."""
    if not is_local_reader():
        return
    with st.expander("Begin a local case", key=_WAYS[1], on_change="rerun"):
        st.caption(
            f"A patient of this hospital, under a number. It is never counted with the published cases. {NOT_FOUND}"
        )
        if st.button("Begin a local case", key="begin_local"):
            with refusals_kept("begin_local"):
                _open(start_local(person(), folders(local=True).cases))
        show_failure("begin_local")


def begin_correction() -> None:
    """Let somebody choose an accepted case and start its correction."""
    with st.expander("Correct a case", key=_WAYS[2], on_change="rerun"):
        rooms = [False, True] if is_local_reader() else [False]
        present = ((case, local) for local in rooms for case in present_cases(folders(local=local).cases))
        cases = {case.case_id: (case.name, local) for case, local in present}
        case_id = st.selectbox(
            "Case",
            cases,
            index=None,
            format_func=lambda name: cases[name][0],
            key="begin_correction_of",
            placeholder="choose",
        )
        if st.button("Correct it", key="begin_correction", disabled=case_id is None) and case_id:
            with refusals_kept("begin_correction"):
                into = folders(local=cases[case_id][1])
                _open(start_correction(person(), case_id, into.cases))
        show_failure("begin_correction")
