"""The frame around every page: the title, the menu, the filters. Streamlit runs it for each click."""

import streamlit as st

from access.ui import account, admit, may_see_local_cases, sections, shown_in_menu
from casebook import ui
from casebook.store import open_release
from common.database import UnreadableError
from common.ui.frame import error_as_sentence, keep_in_link, name_on_paper, offer_help, style
from common.ui.menu import navigate
from desk.errors import DeskError
from registry.errors import RegistryError
from signals import ui as reports_ui

SECTIONS = ("findings", "cases", "reports", "desk", "local", "about", "audit", "accounts")
MOVED = {"report": "findings/claims.py", "reports": "reports/case_reports.py"}

section, page = navigate(sections(SECTIONS), MOVED, shown_in_menu)
st.set_page_config(page_title=f"{page.title} · IMiD Lung Casebook", page_icon="🫁", layout="wide")

style()
admit(section)
offer_help("about/help.py")
body = st.container()
with error_as_sentence(body, UnreadableError, DeskError, RegistryError):
    asks_for_local = counts_local = False
    keep_in_link(lambda key: reports_ui.is_link_key(key) == (section == "reports"))
    if section == "reports":
        reports_ui.offer_choices(page.url_path)
        reports_ui.standing_sentence(page.url_path)
    elif section in {"findings", "cases", "about"}:
        open_release()  # from which this whole run is answered
        # On Methods too: a filter that left the page would leave the link, and miss the way back.
        narrows, local = section != "about", may_see_local_cases()
        ui.offer_filters(page.url_path, reports_ui.is_link_key, local=local, narrows=narrows)
        ui.hold_releases()
        if asks_for_local := local and ui.asks_for_local_cases():
            from desk.ui import (  # they need what is installed for sign-in alone
                counts_local_cases,
                local_findings,
                local_release,
            )

            counts_local = section == "findings" and counts_local_cases(page.url_path)
            ui.hold_releases(local_release(), alone=counts_local and ui.are_local_cases_chosen())
        if not (counts_local and ui.are_local_cases_chosen()):
            ui.standing_sentence(on_each_sheet=not narrows)
    elif section in {"desk", "local"}:
        open_release()
    if section in {"desk", "audit", "accounts"}:
        name_on_paper(page.title)
    account()
    with body:
        if counts_local:
            local_findings(page.url_path, page.title)
        else:
            if asks_for_local and section in {"findings", "cases"}:
                ui.say_that_published_cases_are_shown(page.url_path)
            page.run()
